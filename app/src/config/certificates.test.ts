import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { certificateAuthority } from '../../../kit/test/rpc/certificates.ts'
import { certificateLives, certificateMistakes, endingCertificates } from './certificates.ts'

const authority = certificateAuthority()
const tls = { kind: 'tls', ...authority.issue(['identity']) } as const

describe('the certificates of RPC_TLS_*', () => {
  it('have no mistake when the key is that of the certificate', () => {
    assert.deepEqual(certificateMistakes(tls), [])
  })

  it('name the variable that cannot be read, and a key of another certificate', () => {
    assert.deepEqual(certificateMistakes({ ...tls, key: authority.issue(['identity']).key }), [
      'RPC_TLS_KEY is not the key of the certificate in RPC_TLS_CERT; set the two that were made together',
    ])
    const text = '-----BEGIN NOTHING-----'
    assert.deepEqual(certificateMistakes({ kind: 'tls', ca: text, cert: text, key: text }), [
      'RPC_TLS_CA must hold certificates as PEM text',
      'RPC_TLS_CERT must be a certificate as PEM text',
      'RPC_TLS_KEY must be a private key as PEM text, without a password',
    ])
  })

  it('are named from 14 days before their end', () => {
    const endsAt = new Date('2049-12-31T23:59:59Z')
    const beginsAt = new Date('2020-01-01T00:00:00Z')
    assert.deepEqual(certificateLives(tls), [
      { variable: 'RPC_TLS_CERT', beginsAt, endsAt },
      { variable: 'RPC_TLS_CA', beginsAt, endsAt },
    ])
    const said = (at: string) => endingCertificates(tls, new Date(at))
    assert.deepEqual(said('2049-12-17T23:59:58Z'), [])
    assert.deepEqual(said('2049-12-18T00:00:00Z')[0], {
      hasEnded: false,
      sentence: 'the certificate in RPC_TLS_CERT ends at 2049-12-31T23:59:59.000Z: replace it before then',
    })
    assert.deepEqual(
      said('2050-01-01T00:00:00Z').map(({ hasEnded }) => hasEnded),
      [true, true],
    )
  })

  it('that live for an hour are named when less than 30 % of it is left', () => {
    const hour = { ...tls, cert: authority.issue(['identity'], undefined, ['260101000000Z', '260101010000Z']).cert }
    const said = (at: string) => endingCertificates(hour, new Date(at)).length
    assert.deepEqual([said('2026-01-01T00:41:00Z'), said('2026-01-01T00:43:00Z')], [0, 1])
  })
})
