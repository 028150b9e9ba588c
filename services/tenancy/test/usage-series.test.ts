import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Boost_Duration as Duration } from '@plinth/proto/tenancy/v1/boosts.ts'
import { UsageSeriesServiceService as UsageSeries } from '@plinth/proto/tenancy/v1/usage_series.ts'
import { explaining, fill } from '@plinth/testkit'
import fc from 'fast-check'
import { findAlerts } from '../src/entitlements/balances/limit-alert-store.ts'
import { nextBoundary } from '../src/entitlements/grants/window.ts'
import { findBalances, findBucketSums, findHistory } from '../src/entitlements/series/store.ts'
import { startLedger } from './ledger.ts'
import { type LedgerPlans, travels } from './plan-worlds.ts'
import { dayMs, hourMs, ofNamespace, ofWorkspace } from './plans.ts'
import { asUser, given } from './tenancy.ts'

let t: LedgerPlans
let goOn: (ms: number) => Promise<void>
before(async () => {
  t = await startLedger()
  goOn = travels(t)
})

const seriesOf = (namespaceId: string, feature: string, bucket: string, agoMs: number, by = t.operator) => {
  const range = { from: new Date(t.now().getTime() - agoMs), to: new Date(t.now().getTime() + 1) }
  return seriesIn(namespaceId, feature, bucket, range, by)
}

const seriesIn = (
  namespaceId: string,
  feature: string,
  bucket: string,
  range: { from: Date; to: Date },
  by = t.operator,
) =>
  t.part.dial('tenancy', UsageSeries).getUsageSeries({ owner: ofNamespace(namespaceId), feature, bucket, ...range }, by)

/** By the hour, as api.md §12 says it: what counts at the end of an hour. */
function modelUse(facts: readonly { at: number; quantity: number }[], feature: string, endMs: number): number {
  const hourOf = (ms: number) => Math.floor(ms / hourMs)
  const isCounted = (at: number) => at < endMs && (feature !== 'mails' || hourOf(at) >= hourOf(endMs - 1) - 48)
  const sum = facts.filter(({ at }) => isCounted(at)).reduce((total, { quantity }) => total + quantity, 0)
  // A release may outlive the use that it gives back.
  return Math.max(0, sum)
}

describe('GetUsageSeries', () => {
  it('adds up by the hour to what the ledger says, for windows of every kind', async () => {
    const step = fc.record({
      hours: fc.integer({ min: 1, max: 7 }),
      quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: -1 })),
      feature: fc.constantFrom('credits', 'chat', 'mails', 'mails', 'storage'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 20 }), async (steps) => {
        const { namespace, workspace } = await t.newOwner()
        await t.boost(ofWorkspace(workspace.id), { feature: 'mails', limit: 10_000 })
        await t.boost(ofWorkspace(workspace.id), { feature: 'storage', limit: 10_000 })
        await t.boost(ofNamespace(namespace.id), { feature: 'credits', limit: 10_000 })
        const began = t.now().getTime()
        const facts: { pool: string; at: number; quantity: number }[] = []
        for (const { hours, quantity, feature } of steps) {
          await goOn(hours * hourMs)
          const { recordedAt, quantity: applied } = await t.record(namespace.id, feature, quantity)
          facts.push({
            pool: feature === 'chat' ? 'credits' : feature,
            at: given(recordedAt).getTime(),
            quantity: applied,
          })
        }
        for (const feature of ['credits', 'mails', 'storage']) {
          const own = facts.filter(({ pool }) => pool === feature)
          const { points } = await seriesOf(namespace.id, feature, 'hour', t.now().getTime() - began)
          const earlier = { from: new Date(began), to: new Date((began + t.now().getTime()) / 2) }
          const first = (await seriesIn(namespace.id, feature, 'hour', earlier)).points
          assert.deepEqual(first, points.slice(0, first.length), 'what comes after a range changes nothing in it')
          assert.equal(points.length, Math.ceil(t.now().getTime() / hourMs) - Math.floor(began / hourMs))
          const isMonthEnd = new Date(began).getUTCMonth() !== t.now().getUTCMonth()
          if (feature === 'credits' && isMonthEnd) continue
          for (const point of points) {
            const atMs = given(point.at).getTime()
            const inHour = own.filter(({ at }) => at >= atMs && at < atMs + hourMs).map(({ quantity }) => quantity)
            const sumOf = (quantities: number[]) => quantities.reduce((sum, quantity) => sum + Math.abs(quantity), 0)
            assert.deepEqual(point, {
              ...{ at: point.at, recorded: sumOf(inHour.filter((quantity) => quantity > 0)) },
              givenBack: sumOf(inHour.filter((quantity) => quantity < 0)),
              used: modelUse(own, feature, atMs + hourMs),
            })
          }
          assert.equal(points.at(-1)?.used, (await t.check(namespace.id, feature)).currentUsage)
        }
      }),
      { numRuns: 4, endOnFailure: true },
    )
  })

  it('shows the limit alone of what Plinth counts itself: no balance has its use', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.boost(ofWorkspace(workspace.id), { feature: 'plinth.members', limit: 5 })
    const { points, windows } = await seriesOf(namespace.id, 'plinth.members', 'hour', hourMs)
    assert.deepEqual([points, windows.at(-1)?.grant?.value], [[], 5])
  })

  it('begins again with each month of the base package', async () => {
    const { namespace } = await t.newOwner()
    const { billingAnchor } = await t.assign(ofNamespace(namespace.id), 'small')
    const anchor = given(billingAnchor).getTime()
    await goOn(20 * dayMs)
    await t.record(namespace.id, 'credits', 10)
    await goOn(15 * dayMs)
    await t.record(namespace.id, 'credits', 4)
    const { points, windows } = await seriesOf(namespace.id, 'credits', 'day', 36 * dayMs)
    const steps = points.map(({ used }) => used).filter((used, place, all) => used !== all[place - 1])
    assert.deepEqual(steps, [0, 10, 0, 4])
    const included = windows.filter(({ grant }) => grant !== undefined)
    const [first, second] = included
    assert.deepEqual(
      included.map(({ grant }) => grant?.value),
      [100, 100],
    )
    assert.equal(first?.start?.getTime(), anchor)
    assert.deepEqual(second?.start, nextBoundary(new Date(anchor), new Date(anchor)))
  })

  it('shows for the day that has not ended what is used now, before the month or a rolling window moves on that day', async () => {
    const { namespace } = await t.newOwner()
    const midnight = (Math.floor(t.now().getTime() / dayMs) + 4) * dayMs
    await t.assign(ofNamespace(namespace.id), 'small', { billingAnchor: new Date(midnight + 12 * hourMs) })
    await goOn(midnight - 2 * dayMs + 1.5 * hourMs - t.now().getTime())
    await t.record(namespace.id, 'mails', 3)
    await t.record(namespace.id, 'credits', 7)
    await goOn(47 * hourMs)
    for (const [feature, used] of [
      ['credits', 7],
      ['mails', 3],
    ] as const) {
      const { points } = await seriesOf(namespace.id, feature, 'day', 3 * dayMs)
      assert.deepEqual([feature, points.at(-1)?.used], [feature, used])
    }
  })

  it('shows the limit as packages, boosts and suspensions changed it, and the alerts with their events', async () => {
    const { namespace, workspace } = await t.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id } = await t.assign(owner, 'small')
    await goOn(hourMs)
    const until = { duration: Duration.DURATION_UNTIL, expiresAt: new Date(t.now().getTime() + 2 * hourMs) }
    await t.boost(owner, { feature: 'storage', limit: 50, ...until })
    await t.consume(namespace.id, 'storage', 850)
    await goOn(3 * hourMs)
    await t.assignments.suspendAssignment({ owner, id }, t.operator)
    await goOn(hourMs)
    await t.assignments.reactivateAssignment({ owner, id }, t.operator)
    await t.record(namespace.id, 'storage', 60)
    await goOn(hourMs)
    const { windows, alerts, ownerId } = await seriesOf(namespace.id, 'storage', 'hour', 7 * hourMs)
    assert.equal(ownerId, workspace.id)
    assert.deepEqual(
      windows.map(({ grant }) => grant?.value),
      [undefined, 1_000, 1_050, 1_000, undefined, 1_000],
    )
    const emitted = (await t.eventsOf(workspace.id)).filter(({ type }) => type.startsWith('entitlement.'))
    assert.deepEqual(
      alerts.map(({ threshold }) => threshold),
      emitted.map(({ attributes }) => attributes['threshold']),
    )
    assert.deepEqual(
      alerts.map(({ threshold }) => threshold),
      [80, 90],
    )
    const ids = await t.part.database.query<{ id: string }>({ text: 'SELECT id FROM outbox' })
    assert.ok(alerts.every(({ eventId }) => ids.some(({ id: emittedId }) => emittedId === eventId)))
  })

  it('refuses what it does not know, ranges that are too long, and strangers', async () => {
    const { namespace } = await t.newOwner()
    const isRefused = { code: 'VALIDATION_ERROR' }
    await assert.rejects(seriesOf(namespace.id, 'unheard-of', 'day', dayMs), isRefused)
    await assert.rejects(seriesOf(namespace.id, 'credits', 'week', dayMs), isRefused)
    await assert.rejects(seriesOf(namespace.id, 'credits', 'hour', 9 * dayMs), isRefused)
    await assert.rejects(seriesOf(namespace.id, 'credits', 'day', 94 * dayMs), isRefused)
    await assert.rejects(seriesOf(namespace.id, 'credits', 'day', -2 * dayMs), isRefused)
    const stranger = { context: asUser() }
    await assert.rejects(seriesOf(namespace.id, 'credits', 'day', dayMs, stranger), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('reads the records, changes and alerts of its own balance and range alone, among many thousand', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.record(namespace.id, 'storage', 850)
    const range = { from: new Date(t.now().getTime() - 3 * dayMs), to: new Date(t.now().getTime() + dayMs) }
    await goOn(2 * dayMs)
    await t.record(namespace.id, 'storage', 1)
    const { database } = t.part
    await fill(database, [
      `INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
          reservation_id, actor_id, metadata, recorded_at)
        SELECT (plinth_now() AT TIME ZONE 'UTC')::date, 'use_' || n, 'ns_other', 'storage',
          CASE WHEN n % 10 = 0 THEN '${namespace.id}' ELSE 'ns_' || n % 200 END, 'storage', 'none',
          to_timestamp(0), plinth_now(), 1, '', '', '', '{}', plinth_now() FROM generate_series(1, 20000) n`,
      `UPDATE balance SET used = used + 2000 WHERE owner_id = '${namespace.id}' AND pool = 'storage'`,
      `INSERT INTO usage_alert (event_id, owner_id, pool, threshold)
        SELECT 'evt_' || n, 'ns_' || n % 200, 'storage', 80 FROM generate_series(1, 20000) n`,
      'ANALYZE',
    ])
    const balance = { ownerId: namespace.id, pool: 'storage', reset: 'none' } as const
    const { db, seen } = explaining(database)
    assert.equal((await findBucketSums(db, balance, 'hour', range))?.length, 1)
    assert.equal((await findAlerts(db, balance, range)).length, 1)
    assert.equal((await findHistory(db, namespace.id)).packages.length, 1)
    for (const { rowsRead, entriesRead, wholeTables } of seen)
      assert.ok(rowsRead + entriesRead < 60, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
    assert.equal(seen.length, 3)
    assert.deepEqual([...(await findBalances(db, balance, range)).values()], [850])
    const later = seen.at(-1)?.rowsRead ?? 0
    assert.ok(later < 4_100, `${later} rows and entries for 2,001 later records`)
  })
})
