import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { sweepExpiredKeys } from '../src/api-keys/housekeeping.ts'
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
