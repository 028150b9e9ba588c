import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { parseApiKey } from '@plinth/kit/access/api-key-format'
import { explaining, fill, make } from '@plinth/testkit'
import { sweepExpiredKeys } from '../src/api-keys/housekeeping.ts'
import { sweepOperatorKeys } from '../src/operator-keys/housekeeping.ts'
import { findKnownKey, lastEndedMsAgo } from '../src/operator-keys/named-store.ts'
import { sweepVerifications } from '../src/users/housekeeping.ts'
import { deleteOverVerifications } from '../src/users/verification-store.ts'
import { asOperator, keyRequest, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const expireBefore = (id: string, days: number) =>
  identity.part.database.query({
    text: `UPDATE api_key SET expires_at = plinth_now() - $2 * interval '1 day' WHERE id = $1`,
    values: [id, days],
  })
const isThere = async (id: string) =>
  (await identity.part.database.query({ text: 'SELECT FROM api_key WHERE id = $1', values: [id] })).length === 1

describe('keys that expired over 30 days ago', () => {
  it('are deleted by the sweep, round after round in bounded steps; others and operator keys stay', async () => {
    const { database } = identity.part
    const { id: userId } = await identity.createUser()
    const made = await Promise.all(Array.from({ length: 27 }, () => identity.createKey(make.id('wks'), userId)))
    const ids = made.map(({ apiKey }) => apiKey.id)
    const [recent = '', ...old] = ids
    await expireBefore(recent, 29)
    for (const id of old) await expireBefore(id, 31)
    const { operatorKey } = await identity.createOperatorKey()
    await expireBefore(operatorKey.id, 31)
    let steps = 0
    const after = await sweepExpiredKeys(database, '', () => steps++, 2)
    assert.equal(steps, 10)
    assert.notEqual(after, '')
    for (let next = after; next !== ''; ) next = await sweepExpiredKeys(database, next, () => undefined, 2)
    for (const id of old) assert.equal(await isThere(id), false)
    for (const id of [recent, operatorKey.id]) assert.equal(await isThere(id), true)
  })

  it('are not in the way of a new key, which leaves them to the sweep', async () => {
    const workspaceId = make.id('wks')
    const { id: userId } = await identity.createUser()
    const { apiKey } = await identity.createKey(workspaceId, userId)
    await expireBefore(apiKey.id, 31)
    const context = asOperator({ workspaceId, planLimits: { 'plinth.api_keys': 1 } })
    assert.ok((await identity.keys.createApiKey(keyRequest({ userId }), { context })).key)
    assert.equal(await isThere(apiKey.id), true)
    await assert.rejects(identity.keys.createApiKey(keyRequest({ userId }), { context }), {
      code: 'FEATURE_LIMIT_REACHED',
    })
  })
})

describe('operator keys that expired over 30 days ago', () => {
  it('are deleted; a process that starts with one does not bring it back, and waits for no gateway', async () => {
    const { database } = identity.part
    const [old, recent] = [await identity.createOperatorKey(), await identity.createOperatorKey()]
    await expireBefore(old.operatorKey.id, 31)
    await expireBefore(recent.operatorKey.id, 29)
    await Promise.all([sweepOperatorKeys(database), sweepOperatorKeys(database)])
    assert.deepEqual([await isThere(old.operatorKey.id), await isThere(recent.operatorKey.id)], [false, true])
    const parsed = parseApiKey(old.key) ?? assert.fail('not a key')
    const { known, endedMsAgo } = await database.transaction(async (tx) => ({
      known: await findKnownKey(tx, parsed),
      endedMsAgo: await lastEndedMsAgo(tx),
    }))
    assert.deepEqual([known?.id, known?.isEnding], [undefined, true])
    assert.ok(endedMsAgo !== undefined && endedMsAgo > 30 * 86_400_000, String(endedMsAgo))
  })
})

describe('tokens that verify an address', () => {
  const tokensOf = (ids: readonly string[]) =>
    identity.part.database.query<{ user_id: string }>({
      text: 'SELECT user_id FROM email_verification WHERE user_id = ANY ($1)',
      values: [ids],
    })

  it('are deleted with their addresses once they have expired, step by step; the others stay', async () => {
    const { database } = identity.part
    const users = await Promise.all(Array.from({ length: 5 }, () => identity.createUser()))
    const ids = users.map(({ id }) => id)
    for (const id of ids) await identity.users.createEmailVerification({ id }, { context: asOperator() })
    const [living = '', ...over] = ids
    await database.query({
      text: 'UPDATE email_verification SET expires_at = plinth_now() WHERE user_id = ANY ($1)',
      values: [over],
    })
    let steps = 0
    await sweepVerifications(database, () => steps++, 2)
    assert.equal(steps, 2)
    assert.deepEqual(await tokensOf(ids), [{ user_id: living }])
  })

  it('are found by their expiry among many that have not expired', async () => {
    const { database } = identity.part
    await fill(database, [
      `INSERT INTO "user" (id, name, email, email_folded, tier) SELECT 'usr_' || n, 'u', n || '@e', n || '@e', 'free' FROM generate_series(1, 10000) n`,
      `INSERT INTO email_verification (user_id, email, token_hash, expires_at)
        SELECT 'usr_' || n, n || '@e', '', plinth_now() + CASE WHEN n % 1000 = 0 THEN interval '0' ELSE interval '1 day' END FROM generate_series(1, 10000) n`,
      'ANALYZE email_verification',
    ])
    const { db, seen } = explaining(database)
    await deleteOverVerifications(db, 1_000)
    const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
    assert.ok(rowsRead + entriesRead < 100, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
  })
})
