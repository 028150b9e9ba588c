import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { allFree, type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

// Nothing is sent: no dispatcher runs.
const url = 'http://127.0.0.1:9'
let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

describe('a claim cycle', () => {
  it('gives a new endpoint two in flight, whatever is queued for it', async () => {
    const { endpointId } = await harness.seed(url, 50)
    const mine = (await harness.claimCycle()).assignments.filter(({ claim }) => claim.endpointId === endpointId)
    assert.equal(mine.length, 2)
    const again = (await harness.claimCycle()).assignments.filter(({ claim }) => claim.endpointId === endpointId)
    assert.equal(again.length, 0, 'its window is full')
  })
  it('locks no more endpoints than it has slots, and looks for more behind those that start nothing', async () => {
    const { database } = harness
    await database.query({ text: 'UPDATE endpoint_state SET next_due_at = NULL' })
    const seeds = await Promise.all(Array.from({ length: 10 }, () => harness.seed(url, 1)))
    const ids = seeds.map(({ endpointId }) => endpointId)
    const [last = ''] = ids.slice(9)
    await database.query({
      text: `UPDATE endpoint_state SET window_size = 0, last_turn_at = '2000-01-01' WHERE endpoint_id = ANY ($1)`,
      values: [ids.slice(0, 9)],
    })
    const few = { ...allFree, total: 10, busyHealthy: 5 }
    const cycle = () => harness.claimCycle(few)
    const due = () => database.query({ text: 'SELECT FROM endpoint_state WHERE next_due_at IS NOT NULL' })
    const first = await cycle()
    assert.deepEqual([first.assignments, first.isMore, (await due()).length], [[], true, 2])
    const second = await cycle()
    assert.deepEqual(
      [second.assignments.map(({ claim }) => claim.endpointId), second.isMore, (await due()).length],
      [[last], false, 0],
    )
  })
  it('skips an endpoint that another dispatcher has locked', async () => {
    const { endpointId } = await harness.seed(url, 5)
    await harness.database.transaction(async (tx) => {
      await tx.query({ text: 'SELECT FROM endpoint_state WHERE endpoint_id = $1 FOR UPDATE', values: [endpointId] })
      const { assignments, hasSkipped } = await harness.claimCycle()
      assert.deepEqual(
        assignments.filter(({ claim }) => claim.endpointId === endpointId),
        [],
      )
      assert.equal(hasSkipped, true)
    })
  })
})
