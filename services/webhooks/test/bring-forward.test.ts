import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sqlState } from '@plinth/kit/db'
import { countWaiting, eventually } from '@plinth/testkit'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

describe('deliveries that are stored', () => {
  it('have the lock of their endpoint before that of the count, as results do', async () => {
    const { database } = harness
    const { endpointId, workspaceId } = await harness.seed('http://127.0.0.1:9/in', 1)
    let storing: Promise<unknown> | undefined
    try {
      await database.transaction(async (tx) => {
        const lock = 'SELECT FROM delivery_count WHERE workspace_id = $1 FOR UPDATE'
        await tx.query({ text: lock, values: [workspaceId] })
        storing = harness.store(workspaceId, [''])
        await eventually(async () => assert.equal(await countWaiting(database, '%INTO delivery_count %'), 1))
        const text = 'SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE NOWAIT'
        const taking = database.query({ text, values: [endpointId] })
        await assert.rejects(taking, (err) => sqlState(err) === '55P03')
      })
    } finally {
      await storing
    }
  })
})
