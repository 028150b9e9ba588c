import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
import { Event } from '@plinth/proto/events/v1/event.ts'
import type { OperatorKey } from '@plinth/proto/identity/v1/operator_keys.ts'
import { make } from '@plinth/testkit'
import { asOperator, startIdentity, withOperatorKey } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const notValid = { code: 'UNAUTHENTICATED' }
const linkOf = (key: OperatorKey, expiresInSeconds = 900) =>
  identity.sessions.createSignInLink({ expiresInSeconds, keyId: '' }, { context: withOperatorKey(key) })
// A caller who redeems a code has no key.
const stranger = () => ({ context: make.context({ principal: undefined, workspaceId: '' }) })
const redeem = (code: string) => identity.sessions.createSession({ codeHash: hashOfToken(code) }, stranger())
const count = async (table: 'session' | 'sign_in_link', keyId: string) => {
  const [row] = await identity.part.database.query<{ rows: number }>({
    text: `SELECT count(*)::int AS rows FROM ${table} WHERE key_id = $1`,
    values: [keyId],
  })
  return row?.rows
}

describe('a sign-in link', () => {
  it('makes one session of its maker’s key, with its scopes', async () => {
    const { operatorKey } = await identity.createOperatorKey({ scopes: ['read:all'] })
    const { code, keyId, keyName } = await linkOf(operatorKey)
    assert.match(code, /^pcl_[\w-]{43}$/)
    assert.deepEqual([keyId, keyName], [operatorKey.id, operatorKey.name])
    const { token } = await redeem(code)
    const { principal } = await identity.authenticateSession(token)
    assert.deepEqual([principal?.keyId, principal?.scopes, principal?.isOperator], [operatorKey.id, ['read:all'], true])
    await assert.rejects(redeem(code), notValid)
  })

  it('answers a retry with the same Idempotency-Key with the session that the first made; its token is sealed', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const { code } = await linkOf(operatorKey)
    const { context } = stranger()
    const idempotency = { key: make.id('req'), scope: code, fingerprint: Buffer.alloc(32), generation: 0 }
    const keyed = { context: { ...context, idempotency: { ...idempotency, formerScope: '', hasSecret: true } } }
    const ask = () => identity.sessions.createSession({ codeHash: hashOfToken(code) }, keyed)
    const [first, again] = [await ask(), await ask()]
    assert.deepEqual(again, first)
    assert.ok(await identity.authenticateSession(again.token))
    assert.equal(await count('session', operatorKey.id), 1)
    const stored = await identity.part.database.query<{ sealed: Buffer }>({
      text: 'SELECT sealed FROM idempotency_key',
    })
    assert.equal(stored.length, 1)
    assert.ok(!stored.some(({ sealed }) => sealed.includes(first.token)))
    await assert.rejects(redeem(code), notValid)
  })

  it('makes one session when 20 redeem it at once', async () => {
    for (let round = 0; round < 10; round++) {
      const { operatorKey } = await identity.createOperatorKey()
      const { code } = await linkOf(operatorKey)
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => redeem(code)))
      const refusals = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
      assert.deepEqual(
        refusals,
        Array.from({ length: 19 }, () => 'UNAUTHENTICATED'),
      )
      assert.deepEqual(
        await Promise.all([count('session', operatorKey.id), count('sign_in_link', operatorKey.id)]),
        [1, 0],
      )
    }
  })

  it('leaves no session behind when its key is revoked while 20 redeem its codes', async () => {
    await identity.createOperatorKey()
    for (let round = 0; round < 10; round++) {
      const { operatorKey } = await identity.createOperatorKey()
      const codes = await Promise.all(Array.from({ length: 20 }, () => linkOf(operatorKey).then(({ code }) => code)))
      const redeeming = codes.map((code) => redeem(code))
      const revoking = identity.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, { context: asOperator() })
      const results = await Promise.allSettled([revoking, ...redeeming])
      assert.equal(results[0]?.status, 'fulfilled')
      const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
      assert.deepEqual(
        failures.filter((code) => code !== 'UNAUTHENTICATED'),
        [],
      )
      assert.deepEqual(
        await Promise.all([count('session', operatorKey.id), count('sign_in_link', operatorKey.id)]),
        [0, 0],
      )
    }
  })

  it('of a session makes one that ends with it at the latest, and works no longer itself', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const context = withOperatorKey(operatorKey)
    const { session } = await identity.sessions.createSession({ codeHash: Buffer.alloc(0) }, { context })
    const principal = session?.bearer?.principal
    const bySession = { context: { ...context, principal } }
    const ask = () => identity.sessions.createSignInLink({ expiresInSeconds: 3_600, keyId: '' }, bySession)
    const [first, last] = [await ask(), await ask()]
    const again = await redeem(first.code)
    assert.deepEqual(again.session?.bearer?.expiresAt, session?.bearer?.expiresAt)
    await identity.part.database.query({
      text: `UPDATE session SET expires_at = plinth_now() + interval '60 seconds' WHERE id = $1`,
      values: [principal?.sessionId],
    })
    const { expiresAt } = await ask()
    assert.ok(expiresAt && expiresAt.getTime() - Date.now() < 90_000, String(expiresAt))
    await identity.sessions.endOwnSession({}, bySession)
    await assert.rejects(ask(), notValid)
    assert.ok(await redeem(last.code))
  })

  it('is refused alike when its code is unknown, used, expired or of a revoked key', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const { operatorKey: revoked } = await identity.createOperatorKey()
    const [used, expired, gone] = [await linkOf(operatorKey), await linkOf(operatorKey), await linkOf(revoked)]
    await redeem(used.code)
    await identity.part.database.query({
      text: `UPDATE sign_in_link SET expires_at = plinth_now() WHERE id = $1`,
      values: [expired.id],
    })
    await identity.operatorKeys.revokeOperatorKey({ id: revoked.id }, { context: asOperator() })
    const messages = await Promise.all(
      ['pcl_unknown', used.code, expired.code, gone.code].map((code) =>
        redeem(code).then(
          () => 'redeemed',
          (err: Error) => err.message,
        ),
      ),
    )
    assert.deepEqual([...new Set(messages)], ['The code is not valid: it was used, has expired or never existed.'])
  })

  it('lives 60 to 3,600 seconds', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    for (const seconds of [59, 3_601])
      await assert.rejects(linkOf(operatorKey, seconds), { code: 'VALIDATION_ERROR' }, String(seconds))
    const { expiresAt } = await linkOf(operatorKey, 60)
    assert.ok(expiresAt && Math.abs(expiresAt.getTime() - Date.now() - 60_000) < 30_000)
  })

  it('is an operator’s; at most 100 of a key are kept', async () => {
    const { context } = await identity.member(make.id('wks'))
    const asked = { expiresInSeconds: 900, keyId: '' }
    await assert.rejects(identity.sessions.createSignInLink(asked, { context }), { code: 'INSUFFICIENT_PERMISSIONS' })
    const { operatorKey } = await identity.createOperatorKey()
    const first = await linkOf(operatorKey)
    for (let made = 0; made < 100; made++) await linkOf(operatorKey)
    assert.equal(await count('sign_in_link', operatorKey.id), 100)
    await assert.rejects(redeem(first.code), notValid)
  })

  it('of the command stands for the key that it names, else for the oldest with every scope', async () => {
    const fresh = await startIdentity()
    const ask = (keyId: string) =>
      fresh.command.createSignInLink({ expiresInSeconds: 60, keyId }, { context: asOperator() })
    await assert.rejects(ask(''), { code: 'RESOURCE_NOT_FOUND' })
    await fresh.createOperatorKey({ scopes: ['read:all'] })
    const { operatorKey: oldest } = await fresh.createOperatorKey()
    const { operatorKey: other } = await fresh.createOperatorKey({ scopes: ['read:all'] })
    assert.equal((await ask('')).keyId, oldest.id)
    assert.equal((await ask(other.id)).keyId, other.id)
    await assert.rejects(ask('key_unknown'), { code: 'RESOURCE_NOT_FOUND' })
    const { apiKey } = await fresh.member(make.id('wks'))
    await assert.rejects(ask(apiKey.id), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('signs in as the key, says the event', async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const { code } = await linkOf(operatorKey)
    const { session } = await redeem(code)
    const id = session?.bearer?.principal?.sessionId
    const rows = await identity.part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox' })
    const event = rows.map(({ payload }) => Event.decode(payload)).find(({ objectId }) => objectId === id)
    assert.deepEqual(event?.actor, {
      ...{ type: 'operator', id: operatorKey.id, keyId: operatorKey.id, name: operatorKey.name },
    })
  })
})
