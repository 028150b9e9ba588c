import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Database, databaseTime, setTestClock } from '@plinth/kit/db'
import { besideSnapshot, eventually, indexEntriesRead } from '@plinth/testkit'
import { holdChunk, releaseChunk } from '../src/bulk-transitions/store.ts'
import { runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { expireLeases, leaseStart } from '../src/dispatch/lease-expiry-store.ts'
import { dueStart, returnLeases } from '../src/dispatch/lease-store.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { handOut } from '../src/polling/store.ts'
import { allFree, type DispatchHarness, leaseMs, startDispatchHarness, writeAnswers } from './dispatch-harness.ts'

const gone = 2_000
let offsetMs = 0
const url = 'http://127.0.0.1:9/in'

let harness: DispatchHarness
/** One connection, which is asked for what it has read. */
let database: Database
before(async () => {
  harness = await startDispatchHarness()
  database = harness.connection()
})
after(() => harness.stop())

const beside = (work: () => Promise<void>) => besideSnapshot(harness.database, work)
const entriesRead = (name = 'delivery_due_%') => indexEntriesRead(database, name)

/** As after long use: leased, and delivered. */
async function deliverAll(endpointId: string): Promise<void> {
  for (const text of [
    `UPDATE delivery_due SET lease_token = gen_random_uuid(), lease_until = plinth_now() + interval '1 s' WHERE endpoint_id = $1`,
    'DELETE FROM delivery_due WHERE endpoint_id = $1',
    'UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id = $1',
  ])
    await database.query({ text, values: [endpointId] })
}

/** A claim and its results. Returns how many deliveries were claimed. */
async function turn(): Promise<number> {
  const { assignments } = await runClaimCycle({ database, leaseMs, shard: 0, tuning: defaultTuning }, allFree)
  await writeAnswers(database, assignments)
  return assignments.length
}

it(`a turn does not read ${gone} deliveries that went while a backup runs`, async () => {
  const { endpointId, workspaceId } = await harness.seed(url, gone)
  const start = leaseStart()
  const wholeTurn = async () => {
    assert.equal(await turn(), 1)
    await expireLeases(database, leaseMs, 0, start)
  }
  await beside(async () => {
    await deliverAll(endpointId)
    offsetMs = 300_000
    await setTestClock(harness.database, offsetMs)
    await harness.store(workspaceId, ['a'])
    await wholeTurn()
    await harness.store(workspaceId, ['b'])
    const before = await entriesRead()
    await wholeTurn()
    const read = (await entriesRead()) - before
    assert.ok(read < 200, `a turn read ${read} entries of the queue`)
  })
})

describe('the search for endpoints that are due', () => {
  const start = dueStart()
  const cycle = (lease = leaseMs) =>
    runClaimCycle({ database, leaseMs: lease, shard: 0, tuning: defaultTuning, start }, allFree)
  const learn = async () => start.advance(database)
  const pass = (ms: number) => {
    offsetMs += ms
    return setTestClock(harness.database, offsetMs)
  }
  const turnsRead = () => entriesRead('endpoint_state_turn_at_idx')

  it(`does not read ${gone} turns that ended while a backup runs`, async () => {
    const { workspaceId } = await harness.seed(url, 1)
    await cycle()
    await beside(async () => {
      for (const text of [
        `INSERT INTO endpoint_state (endpoint_id, workspace_id, next_due_at) SELECT 'wh_gone_' || n, '', plinth_now() FROM generate_series(1, ${gone}) n`,
        `UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id ~ '^wh_gone_'`,
      ])
        await database.query({ text })
      await pass(300_000)
      await learn()
      await harness.store(workspaceId, ['a'])
      const before = await turnsRead()
      assert.equal((await cycle()).assignments.length, 1)
      const read = (await turnsRead()) - before
      assert.ok(read < 50, `a cycle read ${read} turns`)
    })
  })

  it('finds an endpoint whose window was full when the delivery that waits longest was due', async () => {
    const { endpointId } = await harness.seed(url, 2)
    await database.query({
      text: 'UPDATE endpoint_state SET window_size = 1 WHERE endpoint_id = $1',
      values: [endpointId],
    })
    const { assignments } = await cycle(7_200_000)
    assert.equal(assignments.length, 1)
    await pass(3_600_000)
    await learn()
    await writeAnswers(database, assignments)
    assert.equal((await cycle()).assignments.length, 1)
  })

  it('looks at all now and then, also where nothing is announced and no sweep comes', async () => {
    // No leases of other tests run out, which would be announced.
    for (const text of ['DELETE FROM delivery_due', 'UPDATE endpoint_state SET next_due_at = NULL'])
      await database.query({ text })
    const attempts = async ([id]: readonly string[]) =>
      (await database.query({ text: 'SELECT FROM attempt WHERE delivery_id = $1', values: [id] })).length
    const { deliveryIds: first } = await harness.seed(url, 1)
    await harness.dispatcher({ sweepMs: 3_600_000 })
    await eventually(async () => assert.notEqual(await attempts(first), 0))
    // Nothing tells the dispatcher of this one.
    const { endpointId, deliveryIds: second } = await harness.seed(url, 1)
    await database.query({
      text: `UPDATE endpoint_state SET next_due_at = plinth_now() - interval '1 day' WHERE endpoint_id = $1`,
      values: [endpointId],
    })
    await eventually(async () => assert.notEqual(await attempts(second), 0))
  })
})

describe('a delivery that waits again and was due long ago', () => {
  /** Another delivery of the endpoint, an hour later: its turn notes that none waits from before. */
  async function later(workspaceId: string): Promise<void> {
    offsetMs += 3_600_000
    await setTestClock(harness.database, offsetMs)
    await harness.store(workspaceId, ['later'])
    assert.equal(await turn(), 1)
  }

  /** As a process of the release before stores it, in a transaction of 20 s. */
  async function missed(endpointId: string, workspaceId: string): Promise<void> {
    const [late] = await harness.store(workspaceId, ['late'])
    for (const text of [
      `UPDATE delivery_due SET next_at = plinth_now() - interval '20 seconds' WHERE endpoint_id = $1 AND event_id = $2`,
      `UPDATE endpoint_state SET next_due_at = plinth_now() - interval '20 seconds' WHERE endpoint_id = $1 AND $2 <> ''`,
    ])
      await harness.database.query({ text, values: [endpointId, late] })
  }

  it('is found when its lease was given back late', async () => {
    const { workspaceId } = await harness.seed(url, 1)
    const { assignments } = await harness.claimCycle()
    assert.equal(assignments.length, 1)
    await later(workspaceId)
    await harness.database.transaction((tx) =>
      returnLeases(
        tx,
        assignments.map(({ claim }) => claim),
      ),
    )
    assert.equal(await turn(), 1)
  })

  it('is found when it was on hold', async () => {
    const { endpointId, workspaceId } = await harness.seed(url, 1)
    const since = await databaseTime(harness.database)
    await harness.database.transaction((tx) => holdChunk(tx, [endpointId]))
    await later(workspaceId)
    await harness.database.transaction((tx) => releaseChunk(tx, [endpointId], since))
    assert.equal(await turn(), 1)
  })

  it('is found when the transaction that stored it began long ago', async () => {
    const { workspaceId } = await harness.seed(url, 1)
    assert.equal(await turn(), 1)
    await later(workspaceId)
    const nowIs = (ms: number) => ({
      text: `CREATE OR REPLACE FUNCTION plinth_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
        RETURN now() + interval '${ms} milliseconds'`,
    })
    await harness.store(workspaceId, ['late'], (run) =>
      harness.database.transaction(async (tx) => {
        await tx.query(nowIs(offsetMs - 1_800_000))
        const stored = await run(tx)
        tx.atCommit(nowIs(offsetMs))
        return stored
      }),
    )
    assert.equal(await turn(), 1)
  })

  it('is found when the transaction of the result that lets it wait began long ago', async () => {
    const { workspaceId } = await harness.seed(url, 1)
    const { assignments } = await harness.claimCycle()
    await later(workspaceId)
    await setTestClock(harness.database, offsetMs - 1_800_000)
    await writeAnswers(harness.database, assignments, 500)
    await setTestClock(harness.database, offsetMs)
    assert.equal(await turn(), 1)
  })

  it('is found by the poll after one that found nothing', async () => {
    const { endpointId, workspaceId } = await harness.seed(url, 1)
    assert.equal(await turn(), 1)
    await later(workspaceId)
    await missed(endpointId, workspaceId)
    const poll = () => harness.database.transaction((tx) => handOut(tx, endpointId, 10, 30))
    assert.deepEqual([(await poll()).length, (await poll()).length], [0, 1])
  })

  it('is found by the turn after one that found nothing, where a process of the release before let it wait', async () => {
    const { endpointId, workspaceId } = await harness.seed(url, 1)
    assert.equal(await turn(), 1)
    await later(workspaceId)
    await missed(endpointId, workspaceId)
    assert.deepEqual([await turn(), await turn()], [0, 1])
  })

  it('is found when it was released with the milliseconds of a change that is settled later', async () => {
    const { endpointId, workspaceId } = await harness.seed(url, 1)
    assert.equal(await turn(), 1)
    const since = `'2026-01-01T10:00:00.613569Z'::timestamptz`
    await harness.database.query({
      text: `INSERT INTO endpoint_settling (endpoint_id, since) VALUES ($1, ${since})`,
      values: [endpointId],
    })
    await later(workspaceId)
    const [released] = await harness.store(workspaceId, ['released'])
    await harness.database.query({
      text: `UPDATE delivery_due SET next_at = date_trunc('milliseconds', ${since}) WHERE event_id = $1`,
      values: [released],
    })
    assert.equal(await turn(), 1)
  })

  it('is found after ten minutes, however it came there', async () => {
    const { endpointId, workspaceId } = await harness.seed(url, 1)
    assert.equal(await turn(), 1)
    await later(workspaceId)
    const [lost] = await harness.store(workspaceId, ['lost'])
    for (const text of [
      `UPDATE delivery_due SET next_at = plinth_now() - interval '30 minutes' WHERE endpoint_id = $1 AND event_id = $2`,
      `UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id = $1 AND $2 <> ''`,
    ])
      await harness.database.query({ text, values: [endpointId, lost] })
    assert.equal(await turn(), 0)
    offsetMs += 600_000
    await setTestClock(harness.database, offsetMs)
    await harness.store(workspaceId, ['next'])
    assert.deepEqual([await turn(), await turn()], [1, 1])
  })
})
