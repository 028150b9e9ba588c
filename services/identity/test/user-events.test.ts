import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { make } from '@plinth/testkit'
import { backfillUserEvents } from '../src/users/backfill-user-events.ts'
import { asOperator, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

/** [type, workspace, version, tier, consumers] of the events about a user. */
async function eventsOf(userId: string) {
  const rows = await identity.part.database.query<{ payload: Buffer; awaiting: string[] }>({
    text: 'SELECT payload, awaiting FROM outbox ORDER BY id',
  })
  return rows
    .map(({ payload, awaiting }) => ({ ...Event.decode(payload), awaiting }))
    .filter(({ objectId }) => objectId === userId)
    .map((one) => {
      const { tier } = JSON.parse(Buffer.from(one.attributesJson).toString())
      return [one.type, one.workspaceId, one.objectVersion, tier, one.awaiting.join()]
    })
}

describe('an event about a user', () => {
  it('goes to tenancy after creation and change, with the version that says which is newer', async () => {
    const workspaceId = make.id('wks')
    const { id } = await identity.createUser({ tier: 'pro' })
    const change = { id, name: 'Ada', email: undefined, workspaceIds: [workspaceId] }
    await identity.users.updateUser(change, { context: asOperator() })
    assert.deepEqual(await eventsOf(id), [
      ['user.created', '', 1, 'pro', 'webhooks,tenancy'],
      ['user.updated', workspaceId, 2, 'pro', 'webhooks,tenancy'],
    ])
  })

  it('goes to each workspace of the user, and to tenancy once', async () => {
    const workspaceIds = Array.from({ length: 6 }, () => make.id('wks'))
    const { id } = await identity.createUser()
    await identity.users.suspendUser({ id, workspaceIds }, { context: asOperator() })
    const told = (await eventsOf(id)).slice(1)
    assert.deepEqual(told.map(([, workspaceId]) => workspaceId).toSorted(), workspaceIds.toSorted())
    assert.deepEqual(
      told.map(([, , , , consumers]) => consumers),
      ['webhooks,tenancy', ...Array.from({ length: 5 }, () => 'webhooks')],
    )
  })

  it('goes to tenancy alone, which passes it on, when the user belongs to very many workspaces', async () => {
    const workspaceIds = Array.from({ length: 101 }, () => make.id('wks'))
    const { id } = await identity.createUser()
    await identity.users.suspendUser({ id, workspaceIds }, { context: asOperator() })
    await identity.users.reactivateUser({ id, workspaceIds: workspaceIds.slice(1) }, { context: asOperator() })
    const told = (await eventsOf(id)).slice(1)
    assert.deepEqual(told[0], ['user.updated', '', 2, 'free', 'webhooks,tenancy'])
    assert.equal(told.length, 101)
  })

  it('is emitted once, by any number of processes, for a user that the release before made', async () => {
    const ids = Array.from({ length: 250 }, () => make.id('usr'))
    await identity.part.database.query({
      text: `INSERT INTO "user" (id, name, email, email_folded, tier)
        SELECT id, 'Old', id || '@example.com', id || '@example.com', 'business' FROM unnest($1::text[]) AS id`,
      values: [ids],
    })
    const backfillAll = async () => {
      while (await identity.part.database.transaction(backfillUserEvents));
    }
    await Promise.all(Array.from({ length: 4 }, backfillAll))
    for (const id of ids)
      assert.deepEqual(await eventsOf(id), [['user.updated', '', 1, 'business', 'webhooks,tenancy']])
  })
})
