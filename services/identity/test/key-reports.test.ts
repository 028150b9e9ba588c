import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { makeApiKey, parseApiKey } from '@plinth/kit/access/api-key-format'
import { make } from '@plinth/testkit'
import { startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const report = (key: string, from = identity) => {
  const parsed = parseApiKey(key)
  if (parsed === undefined) throw new Error('not a key')
  return from.reports.reportKey({ lookupId: parsed.lookupId, keyHash: parsed.hash })
}

/** The answer for a text that revokes no key. */
const none = { isRevoked: false, keyId: '' }

describe('ReportKey', () => {
  it('revokes an API key and says why', async () => {
    const { apiKey, key } = await identity.member(make.id('wks'))
    assert.deepEqual(await report(key), { isRevoked: true, keyId: apiKey.id })
    await assert.rejects(identity.authenticate(key), { code: 'INVALID_API_KEY' })
    const events = await identity.eventsAbout(apiKey.id)
    assert.deepEqual(
      events.map(({ type, attributes }) => [type, attributes['reason']]),
      [
        ['api_key.created', undefined],
        ['api_key.revoked', 'leaked'],
      ],
    )
    assert.deepEqual(await report(key), none)
  })

  it('leaves a key alone whose lookup id comes with another secret', async () => {
    const { key } = await identity.member(make.id('wks'))
    const operator = await identity.createOperatorKey()
    for (const known of [key, operator.key]) {
      const lookupId = parseApiKey(known)?.lookupId ?? ''
      const { hash } = makeApiKey('sk_live')
      assert.deepEqual(await identity.reports.reportKey({ lookupId, keyHash: hash }), none)
      assert.deepEqual(await identity.reports.reportKey({ lookupId, keyHash: Buffer.alloc(0) }), none)
      assert.ok(await identity.authenticate(known))
    }
  })

  it('revokes even the last operator key, for good', async () => {
    const fresh = await startIdentity()
    const { key } = makeApiKey('sk_test')
    await fresh.operatorKeys.ensureOperatorKey({ key })
    assert.equal((await report(key, fresh)).isRevoked, true)
    await assert.rejects(fresh.authenticate(key), { code: 'INVALID_API_KEY' })
    assert.equal((await fresh.operatorKeys.ensureOperatorKey({ key })).hasEnded, true)
  })

  it('revokes once, however many report the key at once', async () => {
    const { apiKey, key } = await identity.member(make.id('wks'))
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(key)))
    assert.equal(answers.filter(({ isRevoked }) => isRevoked).length, 1)
    const revoked = (await identity.eventsAbout(apiKey.id)).filter(({ type }) => type === 'api_key.revoked')
    assert.equal(revoked.length, 1)
  })
})
