// Deleted endpoints leave with the last of their deliveries, and deleted workspaces after them; the totals of all stay.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { databaseDay, setTestClock, type Tx } from '@plinth/kit/db'
import { firstIdOf } from '@plinth/kit/ids'
import { eventually, explaining, fill, make } from '@plinth/testkit'
import { forgetEndpoints, forgetWorkspaces } from '../src/housekeeping/deleted-store.ts'
import { retain } from '../src/housekeeping/housekeeping.ts'
import { startPartitions } from '../src/partitions/partitions.ts'
import { readStats, readTotals } from '../src/stats/store.ts'
import {
  deliveriesOf,
  emitOfWorkspace,
  emitWorkspaceUpdated,
  type Harness,
  newEndpoint,
  startHarness,
} from './harness.ts'

const dayMs = 86_400_000
const retentionDays = 30

let harness: Harness
before(async () => {
  // Its own runs delete nothing.
  harness = await startHarness({ WEBHOOKS_RETENTION_DAYS: '3000' })
})
after(() => harness?.stop())

let daysGone = 0
async function later(days: number) {
  daysGone += days
  await setTestClock(harness.database, daysGone * dayMs)
  harness.part.clock.setOffset(daysGone * dayMs)
}
async function run() {
  const { database, part } = harness
  const { clock, infra } = part
  const partitions = await startPartitions({ database, clock, log: infra.log })
  await retain({ database, clock, log: infra.log, partitions, retentionDays, shard: 1 })
  await partitions.stop()
}
/** How many rows of each table the workspace has. */
async function rowsOf(workspaceId: string) {
  const tables = ['endpoint', 'endpoint_state', 'endpoint_mark', 'workspace_standing', 'delivery_count']
  const [row] = await harness.database.query<Record<string, number>>({
    text: `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table} WHERE workspace_id = $1) AS ${table}`).join(', ')}`,
    values: [workspaceId],
  })
  return Object.values(row ?? {})
}

/** A workspace with two endpoints, each of which an event was delivered to. */
async function delivered() {
  const context = make.context()
  const receiver = await harness.receiver()
  const made = [1, 2].map(() => harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context }))
  const ids = (await Promise.all(made)).map(({ endpoint }) => endpoint?.id ?? '')
  await emitWorkspaceUpdated(harness.database, context)
  for (const id of ids)
    await eventually(async () =>
      assert.equal((await deliveriesOf(harness, context, id))[0]?.deliveredAt !== undefined, true),
    )
  return { context, ids }
}

describe('a deleted endpoint', () => {
  it('leaves once no delivery of its time is left, and not before; the others stay', async () => {
    const { context, ids } = await delivered()
    const [gone = ''] = ids
    await harness.endpoints.deleteEndpoint({ id: gone }, { context })
    await later(retentionDays)
    await run()
    assert.deepEqual((await rowsOf(context.workspaceId)).slice(0, 2), [2, 2])
    await later(4)
    await run()
    assert.deepEqual((await rowsOf(context.workspaceId)).slice(0, 2), [1, 1])
    const { endpoints } = await harness.endpoints.listEndpoints({}, { context })
    assert.deepEqual(
      endpoints.map(({ id }) => id),
      ids.slice(1),
    )
  })
})

describe('a deleted workspace', () => {
  it('leaves nothing, and its deliveries in the totals of all', async () => {
    const [gone, living] = [await delivered(), await delivered()]
    const { workspaceId } = gone.context
    const [before, own] = [await readTotals(harness.database), await readStats(harness.database, workspaceId)]
    assert.equal(own.delivered, 2)
    await emitOfWorkspace(harness.database, gone.context, 'workspace.deleted', { id: workspaceId })
    await eventually(async () => assert.deepEqual((await harness.endpoints.listEndpoints({}, gone)).endpoints, []), {
      timeoutMs: 30_000,
    })
    const totals = await readTotals(harness.database)
    assert.ok(totals.accepted >= before.accepted)
    await later(retentionDays + 5)
    await Promise.all([run(), run()])
    await run()
    assert.deepEqual(await rowsOf(workspaceId), [0, 0, 0, 0, 0])
    assert.deepEqual((await rowsOf(living.context.workspaceId)).slice(0, 2), [2, 2])
    assert.deepEqual(await readTotals(harness.database), totals)
    assert.equal((await readStats(harness.database, workspaceId)).delivered, 0)
  })
})

describe('among many that live', () => {
  it('deleted endpoints and workspaces are found by index', async () => {
    const { database } = harness
    const day = await databaseDay(database)
    // Not so old that a run of the part would delete them beside this.
    const gone = dayAfter(day, -50)
    const goneId = firstIdOf('evt', new Date(`${gone}T00:00:00Z`))
    await fill(database, [
      `INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
          disabled_reason, deleted_at)
        SELECT 'wh_' || n, 'wks_' || n, 'https://e', '{}', '', '{}', true, '{}', '', '',
          CASE WHEN n % 1000 = 0 THEN '${gone}'::timestamptz END FROM generate_series(1, 10000) n`,
      `INSERT INTO endpoint_state (endpoint_id, workspace_id) SELECT 'wh_' || n, 'wks_' || n FROM generate_series(1, 10000) n`,
      `INSERT INTO workspace_standing (workspace_id, status, event_id)
        SELECT 'wks_' || n, CASE WHEN n % 1000 = 0 THEN 'deleted' ELSE 'active' END, '${goneId}' || n FROM generate_series(1, 10000) n`,
      `INSERT INTO delivery_count (workspace_id, day, shard) SELECT 'wks_' || n, '0001-01-01', 0 FROM generate_series(1, 10000) n`,
      'VACUUM ANALYZE',
    ])
    const { db, seen } = explaining(database)
    await forgetEndpoints(db, dayAfter(day, -40))
    for (const _ of [1, 2]) await forgetWorkspaces(db as Tx, dayAfter(day, -40))
    for (const { rowsRead, entriesRead, text } of seen)
      assert.ok(rowsRead + entriesRead < 200, `${rowsRead} rows and ${entriesRead} entries: ${text}`)
    assert.deepEqual((await rowsOf('wks_1000')).slice(0, 3), [0, 0, 0])
    assert.deepEqual((await rowsOf('wks_1001')).slice(0, 2), [1, 1])
  })
})
