import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { eventually, explaining, fill, make } from '@plinth/testkit'
import type { Width } from '../src/attempt-counts/attempt-counts.ts'
import { type CountedAttempt, startAttemptRecorder } from '../src/attempt-counts/recorder.ts'
import { deleteOldCounts, findLastHour, findSeries } from '../src/attempt-counts/store.ts'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

const log = openLog({ level: 'fatal', name: 'webhooks' })
let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
})
after(() => harness?.stop())

const seriesOf = (context: CallContext, id: string, more: { bucket?: string; from?: Date; to?: Date } = {}) =>
  harness.endpoints.getEndpointSeries({ id, bucket: 'minute', from: undefined, to: undefined, ...more }, { context })
const shown = (rows: { at: Date; ok: number; failed: number; timedOut: number; refused: number }[]) =>
  rows.map(({ at, ok, failed, timedOut, refused }) => [at.toISOString(), ok, failed, timedOut, refused])

/** Counts these attempts as one process does, and stores them. */
async function counted(attempts: readonly CountedAttempt[]): Promise<void> {
  const recorder = startAttemptRecorder({ database: harness.database, log, everyMs: 3_600_000 })
  for (const attempt of attempts) recorder.count(attempt)
  await recorder.stop()
}
const attempt = (endpointId: string, at: string, outcome: CountedAttempt['outcome'], totalMs = 16): CountedAttempt => ({
  ...{ endpointId, startedAt: new Date(at), outcome, totalMs },
})
const stored = (endpointId: string, width: Width) =>
  findSeries(harness.database, endpointId, { width, from: new Date('2026-01-01'), to: new Date('2026-02-01') })

describe('the series of an endpoint', () => {
  it('counts what was sent to it, by outcome, within seconds', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith(() => ({ status: receiver.requests.length <= 2 ? 400 : 200 }))
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
    const id = endpoint?.id ?? ''
    for (let made = 0; made < 5; made++) await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      for (const bucket of ['minute', 'hour', 'day']) {
        const { points } = await seriesOf(context, id, { bucket })
        const sum = points.reduce((all, { ok, failed }) => [(all[0] ?? 0) + ok, (all[1] ?? 0) + failed], [0, 0])
        assert.deepEqual(sum, [3, 2])
        assert.ok(points.every(({ p50Ms = 0, p95Ms = 0 }) => p50Ms > 0 && p95Ms >= p50Ms))
      }
    })
  })

  it('has no points of another workspace, and is refused for mistakes', async () => {
    const context = make.context()
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(), { context })
    const id = endpoint?.id ?? ''
    assert.deepEqual((await seriesOf(context, id)).points, [])
    await assert.rejects(seriesOf(make.context(), id), { code: 'RESOURCE_NOT_FOUND' })
    const from = new Date('2026-01-01T00:00:00Z')
    for (const mistake of [
      { bucket: 'week' },
      { from, to: new Date('2025-01-01') },
      { from, to: new Date('2026-01-03') },
    ])
      await assert.rejects(seriesOf(context, id, mistake), { code: 'VALIDATION_ERROR' })
  })
})

describe('counts of attempts', () => {
  it('of several processes add up in minutes, hours and days', async () => {
    const id = make.id('wh')
    const some = [
      attempt(id, '2026-01-05T10:00:01Z', 'ok'),
      attempt(id, '2026-01-05T10:00:59Z', 'http', 1_024),
      attempt(id, '2026-01-05T10:01:00Z', 'timeout', 20_000),
      attempt(id, '2026-01-05T11:30:00Z', 'connect', 1),
      attempt(id, '2026-01-06T00:00:00Z', 'blocked', 1),
    ]
    await Promise.all([counted(some), counted(some), counted(some)])
    const day = '2026-01-05'
    assert.deepEqual(shown(await stored(id, 'minute')), [
      [`${day}T10:00:00.000Z`, 3, 3, 0, 0],
      [`${day}T10:01:00.000Z`, 0, 0, 3, 0],
      [`${day}T11:30:00.000Z`, 0, 0, 0, 3],
      ['2026-01-06T00:00:00.000Z', 0, 0, 0, 3],
    ])
    assert.deepEqual(shown(await stored(id, 'hour')), [
      [`${day}T10:00:00.000Z`, 3, 3, 3, 0],
      [`${day}T11:00:00.000Z`, 0, 0, 0, 3],
      ['2026-01-06T00:00:00.000Z', 0, 0, 0, 3],
    ])
    const [first] = await stored(id, 'day')
    assert.deepEqual(
      [shown([first ?? assert.fail()])[0], first?.latency.length],
      [[`${day}T00:00:00.000Z`, 3, 3, 3, 3], 64],
    )
    assert.equal(
      first?.latency.reduce((sum, count) => sum + count, 0),
      9,
    )
  })

  it('survive a database that is away for a moment', async () => {
    const id = make.id('wh')
    const recorder = startAttemptRecorder({ database: harness.database, log, everyMs: 10 })
    await harness.database.query({ text: 'ALTER TABLE attempt_count RENAME TO away' })
    recorder.count(attempt(id, '2026-01-05T10:00:00Z', 'ok'))
    await eventually(async () => {
      const text = `SELECT FROM pg_stat_database WHERE datname = current_database() AND xact_rollback > 0`
      assert.equal((await harness.database.query({ text })).length, 1)
    })
    await harness.database.query({ text: 'ALTER TABLE away RENAME TO attempt_count' })
    recorder.count(attempt(id, '2026-01-05T10:00:00Z', 'ok'))
    await recorder.stop()
    assert.deepEqual(shown(await stored(id, 'minute')), [['2026-01-05T10:00:00.000Z', 2, 0, 0, 0]])
  })
})

describe('counts of 200 endpoints over ten days', () => {
  const [endpoints, minutes] = [200, 1_000]
  before(async () => {
    await fill(harness.database, [
      `INSERT INTO attempt_count
      SELECT 'wh_' || e, 'minute', date_trunc('minute', plinth_now()) - m * interval '15 minutes', 1, 0, 0, 0, array_fill(1, '{64}'::int[])
      FROM generate_series(1, ${endpoints}) e, generate_series(0, ${minutes - 1}) m`,
      'VACUUM ANALYZE attempt_count',
    ])
  })
  const took = async (work: (db: ReturnType<typeof explaining>['db']) => Promise<unknown[]>) => {
    const { db, seen } = explaining(harness.database)
    const rows = await work(db)
    return [rows.length, Math.max(...seen.map(({ rowsRead, entriesRead }) => rowsRead + entriesRead))] as const
  }

  it('are read by what is asked for', async () => {
    const to = new Date()
    const from = new Date(to.getTime() - 86_400_000)
    const [points, read] = await took((db) => findSeries(db, 'wh_7', { width: 'minute', from, to }))
    assert.ok(points >= 95 && points <= 97 && read <= 2 * points, `${points} points took ${read}`)
    const fifty = Array.from({ length: 50 }, (_, at) => `wh_${at + 1}`)
    const [last, readOfLast] = await took((db) => findLastHour(db, fifty))
    assert.ok(last >= 150 && last <= 250 && readOfLast <= 3 * last, `${last} rows took ${readOfLast}`)
  })

  it('are changed without a change of their indexes', async () => {
    const now = new Date().toISOString()
    for (let times = 0; times < 20; times++) await counted([attempt('wh_hot', now, 'ok')])
    const [row] = await harness.database.query<{ all: number; hot: number }>({
      text: `SELECT n_tup_upd::int AS all, n_tup_hot_upd::int AS hot FROM (SELECT pg_stat_force_next_flush()) f, pg_stat_user_tables
        WHERE relname = 'attempt_count'`,
    })
    assert.ok(row !== undefined && row.all > 0 && row.hot > row.all / 2, JSON.stringify(row))
  })

  it('are deleted once they are old, and no sooner', async () => {
    while (await deleteOldCounts(harness.database));
    const [row] = await harness.database.query<{ count: number; oldest: boolean }>({
      text: `SELECT count(*)::int AS count, min(at) >= plinth_now() - interval '2 days' AS oldest FROM attempt_count
        WHERE width = 'minute' AND endpoint_id = 'wh_7'`,
    })
    assert.ok(row?.oldest && row.count >= 190 && row.count <= 193, JSON.stringify(row))
  })
})
