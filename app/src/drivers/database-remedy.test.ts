import assert from 'node:assert/strict'
import { it } from 'node:test'
import { databaseRemedy } from './database-remedy.ts'

it('the remedy for a database does not depend on the language of the server', () => {
  const remedy = (code: string, message: string) => databaseRemedy(message, Object.assign(new Error(message), { code }))
  assert.match(
    remedy('28P01', 'Passwort-Authentifizierung für Benutzer »plinth« fehlgeschlagen'),
    /^correct the user or/,
  )
  assert.match(remedy('53300', 'tut mir leid, schon zu viele Verbindungen'), /max_connections/)
  assert.match(remedy('3D000', 'Datenbank »x« existiert nicht'), /plinth migrate/)
  const cause = Object.assign(new Error(), { code: '42501' })
  assert.match(databaseRemedy('the database cannot be created', new Error('', { cause })), /^let the user create/)
})

it('what PgBouncer does not take has a remedy of its own', () => {
  const reason = 'unsupported startup parameter in options: geqo'
  assert.match(
    databaseRemedy(reason, Object.assign(new Error(reason), { code: '08P01' })),
    /^remove `options` from the URL/,
  )
})

it('a certificate that is not trusted has a remedy of its own', () => {
  const thrown = Object.assign(new Error('self-signed certificate in certificate chain'), {
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
  })
  assert.match(databaseRemedy(thrown.message, thrown), /NODE_EXTRA_CA_CERTS/)
})
