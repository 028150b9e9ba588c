import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { make } from '@plinth/testkit'
import { tellUntold } from '../src/users/telling.ts'
import { asOperator, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

/** [type, workspace, version, tier, who waits for it] of what was told of a user. */
async function toldOf(userId: string) {
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

describe('a user is told of', () => {
  it('to tenancy when made and when changed, with the version that says which is newer', async () => {
    const workspaceId = make.id('wks')
    const { id } = await identity.createUser({ tier: 'pro' })
    const change = { id, name: 'Ada', email: undefined, workspaceIds: [workspaceId] }
    await identity.users.updateUser(change, { context: asOperator() })
    assert.deepEqual(await toldOf(id), [
      ['user.created', '', 1, 'pro', 'tenancy'],
      ['user.updated', workspaceId, 2, 'pro', 'webhooks,tenancy'],
    ])
  })

  it('once, however many processes look, when the release before made it', async () => {
    const ids = Array.from({ length: 250 }, () => make.id('usr'))
    await identity.part.database.query({
      text: `INSERT INTO "user" (id, name, email, email_folded, tier)
        SELECT id, 'Old', id || '@example.com', id || '@example.com', 'business' FROM unnest($1::text[]) AS id`,
      values: [ids],
    })
    const tellAll = async () => {
      while (await identity.part.database.transaction(tellUntold));
    }
    await Promise.all(Array.from({ length: 4 }, tellAll))
    for (const id of ids) assert.deepEqual(await toldOf(id), [['user.updated', '', 1, 'business', 'tenancy']])
  })
})
