import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { newId } from '@plinth/kit/ids'
import { make } from '@plinth/testkit'
import { updateDeliveries } from '../src/dispatch/result-store.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { makePartitions } from '../src/partitions/store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

describe('a batch of results', () => {
  it('reaches the deliveries of more days than one statement usually names', async () => {
    const { database } = harness
    const workspaceId = make.id('wks')
    const days = Array.from({ length: 19 }, (_, at) => dayAfter('2032-01-01', at))
    await makePartitions(database, days)
    const ids = days.map((day) => newId('del', { now: () => new Date(`${day}T12:00:00Z`), monotonicMs: () => 0 }))
    await database.query({
      text: `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, attempts)
        SELECT day, id, 'evt', 'wh', $3, '', 'workspace.updated', 'pending', 0 FROM unnest($1::date[], $2::text[]) AS new (day, id)`,
      values: [days, ids, workspaceId],
    })
    const updates = ids.map((deliveryId) => ({
      ...{ deliveryId, eventDay: dayOfId(deliveryId), workspaceId, statusCode: 200, attemptNo: 1, outcome: 'ok' },
      next: { status: 'success' } as const,
    }))
    await database.query(updateDeliveries(updates, 0))
    const rows = await database.query<{ status: string; count: number }>({
      text: 'SELECT status, count(*)::int AS count FROM delivery WHERE workspace_id = $1 GROUP BY 1',
      values: [workspaceId],
    })
    assert.deepEqual(rows, [{ status: 'success', count: days.length }])
    const [counted] = await database.query<{ delivered: number }>({
      text: 'SELECT sum(delivered)::int AS delivered FROM delivery_count WHERE workspace_id = $1',
      values: [workspaceId],
    })
    assert.equal(counted?.delivered, days.length)
  })
})
