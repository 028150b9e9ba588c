import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { startLedger } from './ledger.ts'
import { userEventsOf } from './user-events.ts'

let t: Awaited<ReturnType<typeof startLedger>>
let told: ReturnType<typeof userEventsOf>
before(async () => {
  t = await startLedger()
  told = userEventsOf(t)
})

describe('a user’s tier', () => {
  it('gives the user’s own namespace its boolean features, in any order of events, however often they come', async () => {
    const { user, own, namespace } = await t.newOwner()
    const userId = user.principal?.userId ?? ''
    const mayUse = async () => (await t.check(own.id, 'domains', 1, false, { context: user })).isAllowed
    assert.equal(await mayUse(), false)
    await told(userId, 1, { tier: 'pro' }, { type: 'user.created' })
    assert.equal(await mayUse(), true)
    await told(userId, 3, { tier: 'free' })
    assert.equal(await mayUse(), false)
    for (const late of [2, 1, 3]) await told(userId, late, { tier: 'pro' })
    assert.equal(await mayUse(), false)
    await told(userId, 4, { tier: 'pro' })
    await told(userId, 4, { tier: 'pro' })
    assert.equal(await mayUse(), true)
    assert.equal((await t.check(own.id, 'credits')).reason, 'FEATURE_NOT_INCLUDED')
    assert.equal((await t.check(namespace.id, 'domains')).reason, 'FEATURE_NOT_INCLUDED')
  })

  it('explains itself as the level that decided', async () => {
    const { user, own } = await t.newOwner()
    const userId = user.principal?.userId ?? ''
    await told(userId, 1, { tier: 'pro' })
    const { steps } = await t.check(own.id, 'domains', 1, true)
    assert.deepEqual(
      steps.map(({ level, ownerId }) => [level, ownerId]),
      [
        ['namespace', own.id],
        ['tier', userId],
      ],
    )
  })

  it('stays what it was when an event does not tell it', async () => {
    const { user, own } = await t.newOwner()
    await told(user.principal?.userId ?? '', 1, { tier: 'pro' })
    await told(user.principal?.userId ?? '', 2, { name: 'Ada' })
    assert.equal((await t.check(own.id, 'domains')).isAllowed, true)
  })
})
