import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Tx } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { cancelDeliveries } from '../src/dispatch/hold-store.ts'
import { HostSlots } from '../src/dispatch/host-slots.ts'
import { refreshDue } from '../src/dispatch/refresh-due.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { takeTurn } from '../src/dispatch/turn.ts'
import { activateEndpoint, disableEndpoint } from '../src/endpoints/activity.ts'
import type { Endpoint } from '../src/endpoints/endpoint.ts'
import { deleteEndpoint, lockEndpoint } from '../src/endpoints/store.ts'
import { settleSlice } from '../src/settling/settler.ts'
import { readStats } from '../src/stats/store.ts'
import { type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

const owed = Number(process.env['SETTLING_OWED'] || 3_400)
const sliceMax = 1_000
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
const settle = () => settleSlice({ database: harness.database, log, shard: 1, announceDue: () => undefined })

// Also of what is looked at until it is as it must be: no look may find books that do not balance.
const unbalanced: unknown[] = []
afterEach(() => assert.deepEqual(unbalanced.splice(0), []))
const statsOf = async ({ workspaceId }: Place) => {
  const { accepted, ...states } = await readStats(harness.database, workspaceId)
  const sum = Object.values(states).reduce((all, one) => all + one, 0)
  if (accepted !== owed || sum !== accepted) unbalanced.push({ accepted, ...states })
  return states
}
const stands = (states: Partial<Awaited<ReturnType<typeof statsOf>>>) => ({
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
/** Until nothing is left of it; answers how many slices that took. */
const settleAll = async (place: Place) => {
  let slices = 0
  await eventually(async () => {
    while ((await settle()) !== undefined) {
      slices++
      await statsOf(place)
    }
    assert.deepEqual(await settling(place), [])
  })
  return slices
}
const settling = ({ endpointId }: Place) =>
  harness.database.query({ text: 'SELECT FROM endpoint_settling WHERE endpoint_id = $1', values: [endpointId] })

describe(`what an endpoint is owed (${owed} deliveries)`, () => {
  it('is held, released and cancelled slice by slice, and the books balance between any two', async () => {
    const place = await harness.seed(url, owed)
    await turnOff(place)
    assert.deepEqual(await statsOf(place), stands({ held: sliceMax, pending: owed - sliceMax }))
    assert.equal(await settleAll(place), Math.floor(owed / sliceMax))
    assert.deepEqual(await statsOf(place), stands({ held: owed }))
    assert.equal(await largestTransaction(place), sliceMax)
    await turnOn(place)
    await settleAll(place)
    assert.deepEqual(await statsOf(place), stands({ pending: owed }))
    assert.equal(await largestTransaction(place), sliceMax)
    await remove(place)
    await settleAll(place)
    assert.deepEqual(await statsOf(place), stands({ cancelled: owed }))
    assert.equal(await largestTransaction(place), sliceMax)
    assert.deepEqual(await harness.database.query({ text: 'SELECT FROM endpoint_settling' }), [])
  })

  it('goes by what the endpoint is at the time, however often that changes in between', async () => {
    const place = await harness.seed(url, owed)
    await turnOff(place)
    await settle()
    await turnOn(place)
    await settle()
    await turnOff(place)
    await settleAll(place)
    assert.deepEqual(await statsOf(place), stands({ held: owed }))
    await turnOn(place)
    await settle()
    await remove(place)
    await settleAll(place)
    assert.deepEqual(await statsOf(place), stands({ cancelled: owed }))
  })

  it('is settled once by several that do so at the same time', async () => {
    const places = [await harness.seed(url, owed), await harness.seed(url, owed)]
    for (const place of places) await remove(place)
    const settleUntilDone = async () => {
      while ((await settle()) !== undefined);
    }
    await Promise.all([settleUntilDone(), settleUntilDone(), settleUntilDone()])
    for (const place of places)
      await eventually(async () => assert.deepEqual(await statsOf(place), stands({ cancelled: owed })))
  })

  it('is not tried again by a dispatcher while it waits to be held', async () => {
    const place = await harness.seed(url, owed)
    await turnOff(place)
    const due = await harness.database.query({
      text: 'SELECT FROM endpoint_state WHERE endpoint_id = $1 AND next_due_at IS NOT NULL',
      values: [place.endpointId],
    })
    assert.deepEqual(due, [])
    // As a late result does it.
    await harness.database.transaction((tx) => tx.query(refreshDue([place.endpointId])))
    const { assignments } = await takeTurn(
      { database: harness.database, leaseMs, shard: 1, tuning: defaultTuning },
      { total: 32, busyHealthy: 0, busySlow: 0, hosts: new HostSlots(2_000) },
    )
    assert.deepEqual(assignments, [])
    assert.deepEqual(await statsOf(place), stands({ held: 2 * sliceMax, pending: owed - 2 * sliceMax }))
    await settleAll(place)
  })

  it('keeps nobody waiting when it cannot be settled, and the log names its endpoint', async () => {
    const [broken, other] = [await harness.seed(url, owed), await harness.seed(url, owed)]
    await turnOff(broken)
    await turnOff(other)
    await harness.database.query({
      text: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'too long'; END $$`,
    })
    await harness.database.query({
      text: `CREATE TRIGGER refuse BEFORE UPDATE ON delivery_due FOR EACH ROW WHEN (OLD.endpoint_id = '${broken.endpointId}') EXECUTE FUNCTION refuse()`,
    })
    await settle()
    const turns = { text: 'SELECT endpoint_id FROM endpoint_settling ORDER BY turn_at' }
    assert.deepEqual(
      await harness.database.query(turns),
      [other, broken].map(({ endpointId }) => ({ endpoint_id: endpointId })),
    )
    await settleAll(other)
    assert.deepEqual(await statsOf(other), stands({ held: owed }))
    assert.ok(logged.length > 0 && logged.every((line) => line.includes(broken.endpointId)))
    await harness.database.query({ text: 'DROP FUNCTION refuse CASCADE' })
    await harness.database.query({ text: 'UPDATE endpoint_settling SET turn_at = plinth_now()' })
    await settleAll(broken)
    assert.deepEqual(await statsOf(broken), stands({ held: owed }))
  })
})

describe('an endpoint that is turned on', () => {
  it('is left to the dispatchers between two slices, whoever settles', async () => {
    const place = await harness.seed(url, owed)
    await turnOff(place)
    await settleAll(place)
    await turnOn(place)
    const [before] = await harness.database.query<{ at: Date }>({ text: 'SELECT clock_timestamp() AS at' })
    assert.equal(await settle(), 'released')
    const paused = {
      text: `SELECT FROM endpoint_settling WHERE endpoint_id = $1 AND turn_at >= $2::timestamptz + interval '25 ms'`,
      values: [place.endpointId, before?.at],
    }
    assert.equal((await harness.database.query(paused)).length, 1)
    const turnAt = (at: string) => ({ text: `UPDATE endpoint_settling SET turn_at = ${at}` })
    await harness.database.query(turnAt("plinth_now() + interval '1 hour'"))
    assert.equal(await settle(), undefined)
    await harness.database.query(turnAt('plinth_now()'))
    await settleAll(place)
  })

  it('is done with what was begun before when nothing of that is left over', async () => {
    const place = await harness.seed(url, owed)
    await turnOff(place)
    assert.equal((await settling(place)).length, 1)
    await harness.database.query({
      text: `DELETE FROM delivery_due WHERE delivery_id =
        (SELECT delivery_id FROM delivery_due WHERE endpoint_id = $1 AND held_at IS NOT NULL LIMIT 1)`,
      values: [place.endpointId],
    })
    await turnOn(place)
    assert.deepEqual(await settling(place), [])
  })

  it('gets the oldest first, and all of it before what happens from then on', async () => {
    const place = await harness.seed(url, owed)
    await turnOff(place)
    await settleAll(place)
    await turnOn(place)
    const [first] = await released(place)
    const [oldest] = [...place.deliveryIds].sort()
    assert.equal(first?.first, oldest)
    await settleAll(place)
    const [all] = await released(place)
    assert.deepEqual([all?.count, all?.times], [owed, 1])
  })
})

/** How many wait to be sent, since how many different times, and the first of them. */
const released = ({ endpointId }: Place) =>
  harness.database.query<{ count: number; times: number; first: string }>({
    text: `SELECT count(*)::int AS count, count(DISTINCT date_trunc('milliseconds', next_at))::int AS times, min(delivery_id) AS first
      FROM delivery_due WHERE endpoint_id = $1 AND held_at IS NULL`,
    values: [endpointId],
  })
