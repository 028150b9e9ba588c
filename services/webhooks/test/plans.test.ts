import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { make } from '@plinth/testkit'
import { runNextChunk } from '../src/bulk-transitions/worker.ts'
import { type Assignment, type ClaimCycle, runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { expireLeases } from '../src/dispatch/lease-expiry-store.ts'
import { candidatesIn, dueStart, selectCandidates } from '../src/dispatch/lease-store.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { hostOf } from '../src/endpoints/endpoint.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { acknowledge } from '../src/polling/store.ts'
import { pollingVerbs } from '../src/polling/verbs.ts'
import { PollWaiters } from '../src/polling/waiters.ts'
import { allFree, type DispatchHarness, leaseMs, startDispatchHarness, writeAnswers } from './dispatch-harness.ts'

const queued = Number(process.env['PLANS_BACKLOG'] || 5_000)
// PostgreSQL plans a statement anew for its first five runs, and may keep the next plan for good.
const plansSettle = 8
const url = 'http://127.0.0.1:9/in'

const log = openLog({ level: 'fatal', name: 'webhooks' })

let harness: DispatchHarness
/** One connection, so that it keeps the plans that it made at first. */
let database: Database
before(async () => {
  harness = await startDispatchHarness()
  database = harness.connection()
  // Each test says itself when a table is analysed.
  const tables = await database.query<{ name: string }>({
    text: `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^(event|delivery|attempt|endpoint)'`,
  })
  for (const { name } of tables)
    await database.query({ text: `ALTER TABLE "${name}" SET (autovacuum_enabled = false)` })
})
after(() => harness.stop())

const claimCycle = (): Promise<ClaimCycle> =>
  runClaimCycle({ database, leaseMs, shard: 0, tuning: defaultTuning }, allFree)

const finish = (assignments: readonly Assignment[]) => writeAnswers(database, assignments)

/** Rows of PostgreSQL's statistics, with all that this connection has done. */
async function statistics<Row extends object>(text: string): Promise<Row[]> {
  await database.query({ text: 'SELECT pg_stat_force_next_flush()' })
  return database.query<Row>({ text })
}

/** Rows of the dispatcher's tables that this connection has read so far, by index or not. */
async function rowsRead(): Promise<number> {
  const [row] = await statistics<{
    count: number
  }>(`SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS count FROM pg_stat_user_tables
      WHERE relname ~ '^(event|delivery|delivery_due|attempt|endpoint|endpoint_state)(_\\d+)?$'`)
  return row?.count ?? Number.NaN
}

/** PostgreSQL counts what a session read when it gets round to it, up to 10 s later. */
async function othersHaveReported(): Promise<void> {
  const { pool } = harness.database
  const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  await Promise.all(clients.map((client) => client.query('SELECT pg_stat_force_next_flush()')))
  for (const client of clients) client.release()
}

/** Turns the endpoint on or off: the worker of bulk transitions has its deliveries to release or to hold. */
async function turn(endpointId: string, isActive: boolean): Promise<void> {
  const values = [endpointId]
  await harness.database.query({ text: `UPDATE endpoint SET is_active = ${isActive} WHERE id = $1`, values })
  await harness.database.query({ text: 'INSERT INTO endpoint_settling (endpoint_id) VALUES ($1)', values })
}

/** Deliveries of a polling endpoint that are due, handed out and acknowledged; and how many rows either read. */
async function pollAndAcknowledge(endpoint: { workspaceId: string; endpointId: string }) {
  const before = await rowsRead()
  const handed = await poll(endpoint)
  const afterPoll = await rowsRead()
  const keys = handed.map(({ deliveryId, attempt }) => ({ deliveryId, attempt, eventDay: dayOfId(deliveryId) }))
  const done = await database.transaction((tx) => acknowledge(tx, endpoint.endpointId, keys, 0))
  return { done: done.length, pollRead: afterPoll - before, ackRead: (await rowsRead()) - afterPoll }
}

const nextChunk = () => runNextChunk({ database, log, shard: 0, announceDue: () => undefined })

async function poll({ workspaceId, endpointId }: { workspaceId: string; endpointId: string }) {
  await harness.database.query({ text: `UPDATE endpoint SET kind = 'poll' WHERE id = $1`, values: [endpointId] })
  const deps = { database, log, bus: harness.bus, sweepMs: 60_000, stopping: new AbortController().signal }
  const verbs = pollingVerbs({ database, waiters: new PollWaiters(deps), shard: 0 })
  const request = { limit: 100, waitSeconds: 0, leaseSeconds: 30 }
  return verbs.poll(make.context({ workspaceId }), endpointId, request, deps.stopping)
}

/** Held deliveries that were read so far, by the index in the order of release and by the one without. */
async function heldRead(): Promise<{ ordered: number; unordered: number }> {
  const rows = await statistics<{ index: string; count: number }>(
    `SELECT indexrelname AS index, idx_tup_read::float8 AS count FROM pg_stat_user_indexes WHERE relname = 'delivery_due'`,
  )
  const of = (name: string) => rows.find(({ index }) => index === name)?.count ?? Number.NaN
  return { ordered: of('delivery_due_release_idx'), unordered: of('delivery_due_held_idx') }
}

/** As after long use: all of it delivered. */
async function deliverAll(endpointId: string): Promise<void> {
  await harness.database.query({ text: 'DELETE FROM delivery_due WHERE endpoint_id = $1', values: [endpointId] })
  await harness.database.query({
    text: `UPDATE delivery SET status = 'success', attempts = 1 WHERE endpoint_id = $1`,
    values: [endpointId],
  })
  const idle = { text: 'UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id = $1', values: [endpointId] }
  await harness.database.query(idle)
}

describe('a claim cycle, its results, and the search for expired leases', () => {
  it(`read a handful of rows with ${queued} queued and ${queued} finished, by plans made while there were none`, async () => {
    for (let at = 0; at < plansSettle; at++) {
      const { endpointId } = await harness.seed(url, 2)
      await harness.claimCycle(allFree, 0)
      assert.equal(await expireLeases(database, leaseMs, 0), 2)
      await turn(endpointId, false)
      assert.equal(await nextChunk(), 'other')
      await turn(endpointId, true)
      assert.equal(await nextChunk(), 'released')
      await finish((await claimCycle()).assignments)
    }
    const finished = await harness.seed(url, queued)
    await deliverAll(finished.endpointId)
    const waiting = await harness.seed(url, queued)

    await othersHaveReported()
    const before = await rowsRead()
    const { assignments } = await claimCycle()
    const afterCycle = await rowsRead()
    await finish(assignments)
    const afterResults = await rowsRead()
    assert.equal(await expireLeases(database, leaseMs, 0), 0)
    const afterSearch = await rowsRead()
    const lost = (await harness.claimCycle(allFree, 0)).assignments.length
    await othersHaveReported()
    const beforeExpiry = await rowsRead()
    assert.equal(await expireLeases(database, leaseMs, 0), lost)
    const afterExpiry = await rowsRead()
    await turn(waiting.endpointId, false)
    await othersHaveReported()
    const beforeChunk = await rowsRead()
    assert.equal(await nextChunk(), 'other')
    const afterChunk = await rowsRead()
    assert.equal(assignments.length, 2)
    assert.ok(afterCycle - before <= 100, `a claim cycle read ${afterCycle - before} rows`)
    assert.ok(afterResults - afterCycle <= 100, `the results read ${afterResults - afterCycle} rows`)
    assert.ok(afterSearch - afterResults <= 100, `the search read ${afterSearch - afterResults} rows`)
    assert.ok(afterExpiry - beforeExpiry <= 100, `ending the leases read ${afterExpiry - beforeExpiry} rows`)
    assert.ok(afterChunk - beforeChunk <= 5_000, `a chunk that was held read ${afterChunk - beforeChunk} rows`)
  })
})

/** Rows of delivery_due that were found so far by an index of all leases. */
async function leasesRead(): Promise<number> {
  const [row] = await statistics<{ count: number }>(
    `SELECT sum(idx_tup_read)::float8 AS count FROM pg_stat_user_indexes WHERE indexrelname ~ '^delivery_due_lease_(end|until)_idx$'`,
  )
  assert.ok(row?.count !== undefined && row.count >= 0)
  return row.count
}

/** How often each partition was looked into so far. */
async function partitionsRead(): Promise<Map<string, number>> {
  const rows = await statistics<{ name: string; count: number }>(
    `SELECT relname AS name, (seq_scan + coalesce(idx_scan, 0))::float8 AS count FROM pg_stat_user_tables WHERE relname ~ '^(event|delivery|attempt)_\\d+$'`,
  )
  return new Map(rows.map(({ name, count }) => [name, count]))
}

describe('plans that were made while an analysed queue was empty', () => {
  before(async () => {
    await harness.database.query({ text: 'DELETE FROM delivery_due' })
    await harness.database.query({ text: 'UPDATE endpoint_state SET next_due_at = NULL' })
    await harness.database.query({ text: 'VACUUM (ANALYZE) delivery_due, endpoint_state, delivery' })
    for (let at = 0; at < plansSettle; at++) {
      await harness.seed(url, 2)
      await finish((await claimCycle()).assignments)
      await pollAndAcknowledge(await harness.seed(url, 2))
    }
  })

  it('hand out and acknowledge what is due to a poller, and read nothing else', async () => {
    const backlog = await harness.seed(url, queued)
    const endpoint = await harness.seed(url, 2)
    await othersHaveReported()
    const { done, pollRead, ackRead } = await pollAndAcknowledge(endpoint)
    assert.equal(done, 2)
    assert.ok(pollRead <= 50, `the poll read ${pollRead} rows`)
    assert.ok(ackRead <= 50, `the acknowledgement read ${ackRead} rows`)
    await deliverAll(backlog.endpointId)
    await deliverAll(endpoint.endpointId)
  })

  it('count the leases of each candidate, and do not read all leases for it', async () => {
    for (let at = 0; at < 10; at++) await harness.seed(url, 2)
    const { assignments } = await claimCycle()
    assert.equal(assignments.length, 20)
    for (let at = 0; at < 10; at++) await harness.seed(url, 2)
    await othersHaveReported()
    const before = await leasesRead()
    const others = await claimCycle()
    assert.equal(others.assignments.length, 20)
    await finish([...assignments, ...others.assignments])
    assert.equal(await leasesRead(), before)
  })

  it('read the partitions of the days of their deliveries alone', async () => {
    const finished = await harness.seed(url, queued)
    await deliverAll(finished.endpointId)
    const { deliveryIds } = await harness.seed(url, 2)
    await othersHaveReported()
    const [before, rowsBefore] = [await partitionsRead(), await rowsRead()]
    const { assignments } = await claimCycle()
    await finish(assignments)
    const [after, rowsAfter] = [await partitionsRead(), await rowsRead()]
    assert.equal(assignments.length, 2)
    assert.ok(rowsAfter - rowsBefore <= 200, `they read ${rowsAfter - rowsBefore} rows`)
    const read = [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name)
    const day = dayOfId(deliveryIds[0] ?? '').replaceAll('-', '')
    assert.deepEqual(read.toSorted(), [`attempt_${day}`, `delivery_${day}`, `event_${day}`])
  })
})

describe('a chunk of released deliveries', () => {
  it(`reads no more than itself with ${queued} held, by plans made while there were none`, async () => {
    await harness.database.query({ text: 'DELETE FROM endpoint_settling' })
    await harness.database.query({ text: 'ANALYZE delivery_due' })
    for (let at = 0; at < plansSettle; at++) {
      const { endpointId } = await harness.seed(url, 2)
      await turn(endpointId, false)
      assert.equal(await nextChunk(), 'other')
      await turn(endpointId, true)
      assert.equal(await nextChunk(), 'released')
    }
    const { endpointId } = await harness.seed(url, queued)
    await turn(endpointId, false)
    for (let at = 0; at < queued; at += 1_000) assert.equal(await nextChunk(), 'other')
    await harness.database.query({ text: 'DELETE FROM endpoint_settling' })
    await turn(endpointId, true)
    await othersHaveReported()
    const [before, rowsBefore] = [await heldRead(), await rowsRead()]
    assert.equal(await nextChunk(), 'released')
    const read = (await rowsRead()) - rowsBefore
    assert.deepEqual(await heldRead(), { ordered: before.ordered + 1_000, unordered: before.unordered })
    assert.ok(read <= 5_000, `it read ${read} rows`)
  })
})

describe('slow endpoints that wait for room in their lane', () => {
  it('block no claim cycle, however many they are', async () => {
    await harness.database.query({ text: 'UPDATE endpoint_state SET next_due_at = NULL' })
    for (let at = 0; at < 70; at++) await harness.seed(url, 1)
    await harness.database.query({
      text: `UPDATE endpoint_state SET average_ms = 5000, last_turn_at = '2000-01-01' WHERE next_due_at IS NOT NULL`,
    })
    const { endpointId } = await harness.seed(url, 1)
    const full = { ...allFree, busySlow: 6 }
    const { assignments } = await runClaimCycle({ database, leaseMs, shard: 0, tuning: defaultTuning }, full)
    assert.deepEqual(
      assignments.map(({ claim, lane }) => [claim.endpointId, lane]),
      [[endpointId, 'healthy']],
    )
    const waiting = async (hosts: string[]) => {
      const found = candidatesIn(
        await database.query(selectCandidates(100, { isSlowLaneFull: false, hosts }, dueStart())),
      )
      return [found.candidates.length, found.dueCount]
    }
    assert.deepEqual(await waiting([]), [70, 70])
    assert.deepEqual(await waiting([hostOf(url)]), [0, 0])
  })
})
