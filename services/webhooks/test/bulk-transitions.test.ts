import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Tx } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { cancelDeliveries } from '../src/bulk-transitions/store.ts'
import { runNextChunk } from '../src/bulk-transitions/worker.ts'
import { refreshDue } from '../src/delivery-queue/endpoint-state-store.ts'
import { runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { HostSlots } from '../src/dispatch/host-slots.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { activateEndpoint, disableEndpoint } from '../src/endpoints/activation.ts'
import type { Endpoint } from '../src/endpoints/endpoint.ts'
import { deleteEndpoint, lockEndpoint } from '../src/endpoints/store.ts'
import { readStats } from '../src/stats/store.ts'
import { type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

const total = Number(process.env['SETTLING_OWED'] || 3_400)
const chunkMax = 1_000
const url = 'http://127.0.0.1:9/in'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

type Place = Awaited<ReturnType<DispatchHarness['seed']>>

/** As the API does it: under the endpoint's lock, in one transaction. */
const change = ({ workspaceId, endpointId }: Place, work: (tx: Tx, endpoint: Endpoint) => Promise<unknown>) =>
  harness.database.transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, workspaceId, endpointId)
    assert.ok(endpoint)
    await work(tx, endpoint)
  })
const turnOff = (place: Place) => change(place, (tx, endpoint) => disableEndpoint(tx, endpoint, 'by_request'))
const turnOn = (place: Place) => change(place, activateEndpoint)
const remove = (place: Place) =>
  change(place, async (tx, { workspaceId, id }) => {
    await deleteEndpoint(tx, workspaceId, id)
    await cancelDeliveries(tx, [id], 0)
  })
const logged: string[] = []
const log = openLog({ level: 'warn', name: 'webhooks', stream: { write: (line) => logged.push(line) } })
const runChunk = () => runNextChunk({ database: harness.database, log, shard: 1, announceDue: () => undefined })

// Also of what is looked at until it is as it must be: no look may find books that do not balance.
const unbalanced: unknown[] = []
afterEach(() => assert.deepEqual(unbalanced.splice(0), []))
const statsOf = async ({ workspaceId }: Place) => {
  const { accepted, ...states } = await readStats(harness.database, workspaceId)
  const sum = Object.values(states).reduce((all, one) => all + one, 0)
  if (accepted !== total || sum !== accepted) unbalanced.push({ accepted, ...states })
  return states
}
const states = (states: Partial<Awaited<ReturnType<typeof statsOf>>>) => ({
  delivered: 0,
  pending: 0,
  held: 0,
  failed: 0,
  cancelled: 0,
  ...states,
})
/** The most rows of deliveries that one transaction has written since. */
const largestTransaction = async ({ endpointId }: Place) => {
  const [row] = await harness.database.query<{ rows: number }>({
    text: `SELECT max(rows)::int AS rows FROM (SELECT count(*) AS rows FROM delivery WHERE endpoint_id = $1 GROUP BY xmin) AS written`,
    values: [endpointId],
  })
  return row?.rows
}
/** Runs chunks until no remainder is left; returns how many. */
const runAll = async (place: Place) => {
  let chunks = 0
  await eventually(async () => {
    while ((await runChunk()) !== undefined) {
      chunks++
      await statsOf(place)
    }
    assert.deepEqual(await remainderOf(place), [])
  })
  return chunks
}
const remainderOf = ({ endpointId }: Place) =>
  harness.database.query({ text: 'SELECT FROM endpoint_settling WHERE endpoint_id = $1', values: [endpointId] })

describe(`the deliveries of an endpoint (${total} deliveries)`, () => {
  it('are held, released and cancelled chunk by chunk, and the counts add up between any two chunks', async () => {
    const place = await harness.seed(url, total)
    await turnOff(place)
    assert.deepEqual(await statsOf(place), states({ held: chunkMax, pending: total - chunkMax }))
    assert.equal(await runAll(place), Math.floor(total / chunkMax))
    assert.deepEqual(await statsOf(place), states({ held: total }))
    assert.equal(await largestTransaction(place), chunkMax)
    await turnOn(place)
    await runAll(place)
    assert.deepEqual(await statsOf(place), states({ pending: total }))
    assert.equal(await largestTransaction(place), chunkMax)
    await remove(place)
    await runAll(place)
    assert.deepEqual(await statsOf(place), states({ cancelled: total }))
    assert.equal(await largestTransaction(place), chunkMax)
    assert.deepEqual(await harness.database.query({ text: 'SELECT FROM endpoint_settling' }), [])
  })

  it('follow the state of the endpoint at the time, however often that changes in between', async () => {
    const place = await harness.seed(url, total)
    await turnOff(place)
    await runChunk()
    await turnOn(place)
    await runChunk()
    await turnOff(place)
    await runAll(place)
    assert.deepEqual(await statsOf(place), states({ held: total }))
    await turnOn(place)
    await runChunk()
    await remove(place)
    await runAll(place)
    assert.deepEqual(await statsOf(place), states({ cancelled: total }))
  })

  it('are changed once by several processes at the same time', async () => {
    const places = [await harness.seed(url, total), await harness.seed(url, total)]
    for (const place of places) await remove(place)
    const runUntilDone = async () => {
      while ((await runChunk()) !== undefined);
    }
    await Promise.all([runUntilDone(), runUntilDone(), runUntilDone()])
    for (const place of places)
      await eventually(async () => assert.deepEqual(await statsOf(place), states({ cancelled: total })))
  })

  it('are not retried by a dispatcher while they wait to be held', async () => {
    const place = await harness.seed(url, total)
    await turnOff(place)
    const due = await harness.database.query({
      text: 'SELECT FROM endpoint_state WHERE endpoint_id = $1 AND next_due_at IS NOT NULL',
      values: [place.endpointId],
    })
    assert.deepEqual(due, [])
    // As a late result does it.
    await harness.database.transaction((tx) => tx.query(refreshDue([place.endpointId])))
    const { assignments } = await runClaimCycle(
      { database: harness.database, leaseMs, shard: 1, tuning: defaultTuning },
      { total: 32, busyHealthy: 0, busySlow: 0, bytesFree: 1_000_000, hosts: new HostSlots(2_000) },
    )
    assert.deepEqual(assignments, [])
    assert.deepEqual(await statsOf(place), states({ held: 2 * chunkMax, pending: total - 2 * chunkMax }))
    await runAll(place)
  })

  it('block no other endpoint when their chunk fails, and the log names their endpoint', async () => {
    const [broken, other] = [await harness.seed(url, total), await harness.seed(url, total)]
    await turnOff(broken)
    await turnOff(other)
    await harness.database.query({
      text: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'too long'; END $$`,
    })
    await harness.database.query({
      text: `CREATE TRIGGER refuse BEFORE UPDATE ON delivery_due FOR EACH ROW WHEN (OLD.endpoint_id = '${broken.endpointId}') EXECUTE FUNCTION refuse()`,
    })
    await runChunk()
    const turns = { text: 'SELECT endpoint_id FROM endpoint_settling ORDER BY turn_at' }
    assert.deepEqual(
      await harness.database.query(turns),
      [other, broken].map(({ endpointId }) => ({ endpoint_id: endpointId })),
    )
    await runAll(other)
    assert.deepEqual(await statsOf(other), states({ held: total }))
    assert.ok(logged.length > 0 && logged.every((line) => line.includes(broken.endpointId)))
    await harness.database.query({ text: 'DROP FUNCTION refuse CASCADE' })
    await harness.database.query({ text: 'UPDATE endpoint_settling SET turn_at = plinth_now()' })
    await runAll(broken)
    assert.deepEqual(await statsOf(broken), states({ held: total }))
  })
})

describe('an endpoint that is turned on', () => {
  it('is left to the dispatchers between two chunks', async () => {
    const place = await harness.seed(url, total)
    await turnOff(place)
    await runAll(place)
    await turnOn(place)
    const [before] = await harness.database.query<{ at: Date }>({ text: 'SELECT clock_timestamp() AS at' })
    assert.equal(await runChunk(), 'released')
    const paused = {
      text: `SELECT FROM endpoint_settling WHERE endpoint_id = $1 AND turn_at >= $2::timestamptz + interval '25 ms'`,
      values: [place.endpointId, before?.at],
    }
    assert.equal((await harness.database.query(paused)).length, 1)
    const turnAt = (at: string) => ({ text: `UPDATE endpoint_settling SET turn_at = ${at}` })
    await harness.database.query(turnAt("plinth_now() + interval '1 hour'"))
    assert.equal(await runChunk(), undefined)
    await harness.database.query(turnAt('plinth_now()'))
    await runAll(place)
  })

  it('is done with what was begun before when nothing of that is left over', async () => {
    const place = await harness.seed(url, total)
    await turnOff(place)
    assert.equal((await remainderOf(place)).length, 1)
    await harness.database.query({
      text: `DELETE FROM delivery_due WHERE delivery_id =
        (SELECT delivery_id FROM delivery_due WHERE endpoint_id = $1 AND held_at IS NOT NULL LIMIT 1)`,
      values: [place.endpointId],
    })
    await turnOn(place)
    assert.deepEqual(await remainderOf(place), [])
  })

  it('gets the oldest first, and all of it before what happens from then on', async () => {
    const place = await harness.seed(url, total)
    await turnOff(place)
    await runAll(place)
    await turnOn(place)
    const [first] = await released(place)
    const [oldest] = [...place.deliveryIds].sort()
    assert.equal(first?.first, oldest)
    await runAll(place)
    const [all] = await released(place)
    assert.deepEqual([all?.count, all?.times], [total, 1])
  })
})

/** How many wait to be sent, since how many different times, and the first of them. */
const released = ({ endpointId }: Place) =>
  harness.database.query<{ count: number; times: number; first: string }>({
    text: `SELECT count(*)::int AS count, count(DISTINCT date_trunc('milliseconds', next_at))::int AS times, min(delivery_id) AS first
      FROM delivery_due WHERE endpoint_id = $1 AND held_at IS NULL`,
    values: [endpointId],
  })
