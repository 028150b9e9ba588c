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
        await assert.rejects(taking, (err: Error) => sqlState(err.cause) === '55P03')
      })
    } finally {
      await storing
    }
  })

  const state = async (endpointId: string) => {
    const text = `SELECT s.ctid::text AS version, next_due_at <= plinth_now() AS "isDue" FROM endpoint_state s WHERE endpoint_id = $1`
    const [row] = await harness.database.query<{ version: string; isDue: boolean | null }>({
      text,
      values: [endpointId],
    })
    return row
  }

  it('leave an endpoint as it is that is due already', async () => {
    const { endpointId, workspaceId } = await harness.seed('http://127.0.0.1:9/in', 1)
    const before = await state(endpointId)
    await harness.store(workspaceId, [''])
    assert.deepEqual([before?.isDue, await state(endpointId)], [true, before])
  })

  it('bring an endpoint forward whose last delivery was leased while they waited for its lock', async () => {
    const { database } = harness
    const { endpointId, workspaceId } = await harness.seed('http://127.0.0.1:9/in', 1)
    let storing: Promise<unknown> | undefined
    await database.transaction(async (tx) => {
      const values = [endpointId]
      await tx.query({ text: 'UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id = $1', values })
      storing = harness.store(workspaceId, [''])
      await eventually(async () => assert.equal(await countWaiting(database, '%INTO delivery_count %'), 1))
    })
    await storing
    assert.equal((await state(endpointId))?.isDue, true)
  })

  it('bring an endpoint forward that would be due later, and one that is not due', async () => {
    const { database } = harness
    for (const time of [`'infinity'`, `plinth_now() + interval '1 hour'`, 'NULL']) {
      const { endpointId, workspaceId } = await harness.seed('http://127.0.0.1:9/in', 1)
      const values = [endpointId]
      await database.query({ text: `UPDATE endpoint_state SET next_due_at = ${time} WHERE endpoint_id = $1`, values })
      await harness.store(workspaceId, [''])
      assert.equal((await state(endpointId))?.isDue, true, time)
    }
  })
})
