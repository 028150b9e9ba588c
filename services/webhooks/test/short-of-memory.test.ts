import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { HostSlots } from '../src/dispatch/host-slots.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

const url = 'http://127.0.0.1:9/in'
const payloadBytes = 100_000
const slots = { total: 32, busyHealthy: 0, busySlow: 0, bytesFree: payloadBytes, hosts: new HostSlots(2_000) }

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness?.stop())

/** An endpoint with so many large deliveries due, which had its last turn in this year. */
async function seed(count: number, year: number): Promise<string> {
  const { endpointId } = await harness.seed(url, count)
  for (const text of [
    `UPDATE event SET payload = decode(repeat('20', ${payloadBytes}), 'hex')
      WHERE id IN (SELECT event_id FROM delivery WHERE endpoint_id = $1)`,
    `UPDATE endpoint_state SET last_turn_at = '${year}-01-01' WHERE endpoint_id = $1`,
  ])
    await harness.database.query({ text, values: [endpointId] })
  return endpointId
}

describe('endpoints while there is memory for one payload', () => {
  it('take turns, and none stays at the front for which nothing is due', async () => {
    const idle = await seed(1, 2000)
    const values = [idle]
    await harness.database.query({ text: 'DELETE FROM delivery_due WHERE endpoint_id = $1', values })
    const [first, second] = [await seed(8, 2001), await seed(8, 2002)]
    const turns: string[][] = []
    for (let at = 0; at < 4; at++) {
      const deps = { database: harness.database, leaseMs, shard: 0, tuning: defaultTuning }
      const { assignments } = await runClaimCycle(deps, slots)
      turns.push(assignments.map(({ claim }) => claim.endpointId))
    }
    assert.deepEqual(turns, [[first], [second], [first], [second]])
    const state = { text: 'SELECT next_due_at FROM endpoint_state WHERE endpoint_id = $1', values }
    assert.deepEqual(await harness.database.query(state), [{ next_due_at: null }])
  })
})
