import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { asOperator, asUser, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

describe('the events of a workspace', () => {
  it('have its versions, so that consumers know the newest whatever the clocks in the ids', async () => {
    const context = asUser()
    await tenancy.create(context)
    const { id } = await tenancy.create(context)
    await tenancy.update(context, id, { name: 'New' })
    await tenancy.workspaces.suspendWorkspace({ idOrSlug: id, reason: '' }, { context: asOperator() })
    await tenancy.workspaces.reactivateWorkspace({ idOrSlug: id, reason: '' }, { context: asOperator() })
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context })
    const rows = await tenancy.part.database.query<{ payload: Buffer }>({
      text: 'SELECT payload FROM outbox ORDER BY id',
    })
    const events = rows.map(({ payload }) => Event.decode(payload)).filter(({ objectId }) => objectId === id)
    assert.deepEqual(
      events.map(({ type, objectVersion }) => [type, objectVersion]),
      [
        ['workspace.created', 1],
        ['workspace.updated', 2],
        ['workspace.updated', 3],
        ['workspace.updated', 4],
        ['workspace.deleted', 5],
      ],
    )
  })
})
