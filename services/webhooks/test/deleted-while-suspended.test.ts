import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import { countWaiting, eventually, make } from '@plinth/testkit'
import { cancelDeliveries } from '../src/bulk-transitions/store.ts'
import { runNextChunk } from '../src/bulk-transitions/worker.ts'
import { deleteEndpoint, lockEndpoint } from '../src/endpoints/store.ts'
import { applyStatus } from '../src/workspace-status/store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

describe('a webhook that is deleted while its workspace is being suspended', () => {
  it('has all its deliveries cancelled, those of later chunks too', async () => {
    const { database } = harness
    const { workspaceId, endpointId } = await harness.seed('http://127.0.0.1:9/', 1_200)
    const { suspending } = await database.transaction(async (tx) => {
      await lockEndpoint(tx, workspaceId, endpointId)
      const status = { workspaceId, status: 'suspended', eventId: make.id('evt'), version: 2 } as const
      const suspending = applyStatus(database, status)
      await eventually(async () => {
        await tx.query({ text: 'SELECT' })
        assert.equal(await countWaiting(database, '%FROM endpoint_state%'), 1)
      })
      await deleteEndpoint(tx, workspaceId, endpointId)
      await cancelDeliveries(tx, [endpointId], 0)
      return { suspending }
    })
    await suspending
    const log = openLog({ level: 'fatal', name: 'webhooks' })
    const deps = { database, log, shard: 0, announceDue: () => undefined }
    await eventually(async () => assert.equal(await runNextChunk(deps), undefined))
    const statuses = await database.query({
      text: 'SELECT status, count(*)::int AS count FROM delivery WHERE endpoint_id = $1 GROUP BY 1',
      values: [endpointId],
    })
    assert.deepEqual(statuses, [{ status: 'cancelled', count: 1_200 }])
  })
})
