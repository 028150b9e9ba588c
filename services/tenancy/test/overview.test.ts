import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { OverviewServiceService as OverviewService } from '@plinth/proto/tenancy/v1/overview.ts'
import { type RequestCount, StatisticsServiceService as Statistics } from '@plinth/proto/tenancy/v1/statistics.ts'
import { explaining, fill, make } from '@plinth/testkit'
import { catalogReader } from '../src/catalog/verbs.ts'
import { nearLimits } from '../src/overview/near-limit-verbs.ts'
import { findAlertedPools } from '../src/overview/store.ts'
import { forgetMinutes, sumRecentCalls } from '../src/request-statistics/minute-store.ts'
import { startLedger } from './ledger.ts'
import type { LedgerPlans } from './plan-worlds.ts'
import { hourMs, ofNamespace, ofWorkspace } from './plans.ts'
import { asOperator, asUser } from './tenancy.ts'

let t: LedgerPlans
before(async () => {
  t = await startLedger()
})

const minuteMs = 60_000
let sequence = 0
const counted = (fields: Partial<RequestCount> & { success?: number; errors?: number }): RequestCount => {
  const { success = 0, errors = 0, ...rest } = fields
  const totals = { requests: success + errors, success, errors, timeMsSum: 0, timeMsMin: 0, timeMsMax: 0 }
  return {
    ...{ workspaceId: make.id('wks'), keyId: 'key_1', endpoint: 'GET /user', hour: t.now(), limited: 0, denied: 0 },
    ...{ totals: { ...totals, requestBytes: 0, responseBytes: 0 } },
    ...rest,
  }
}
const record = (...counts: RequestCount[]) =>
  t.part.dial('tenancy', Statistics).recordRequests({ gatewayInstance: 'gw_1', sequence: ++sequence, counts })
const recent = () => sumRecentCalls(t.part.database)

describe('the calls of the overview', () => {
  it('are those of all workspaces: of the last hour by their end, and a day of refusals', async () => {
    await record(counted({ success: 5, errors: 3, limited: 2, denied: 4 }), counted({ success: 1 }))
    assert.deepEqual(await recent(), { success1h: 6, limited1h: 2, errors1h: 1, denials24h: 4 })
    // A batch that is sent again counts once, and one that waited for hours is of no recent minute.
    sequence--
    await record(counted({ success: 100 }))
    await record(counted({ success: 100, hour: new Date(t.now().getTime() - 3 * hourMs) }))
    assert.deepEqual(await recent(), { success1h: 6, limited1h: 2, errors1h: 1, denials24h: 4 })
    await t.travel(30 * minuteMs)
    await record(counted({ success: 10, denied: 1 }))
    assert.deepEqual(await recent(), { success1h: 16, limited1h: 2, errors1h: 1, denials24h: 5 })
    await t.travel(70 * minuteMs)
    assert.deepEqual(await recent(), { success1h: 10, limited1h: 0, errors1h: 0, denials24h: 5 })
    await t.travel(24 * hourMs + 10 * minuteMs)
    assert.deepEqual(await recent(), { success1h: 0, limited1h: 0, errors1h: 0, denials24h: 1 })
  })

  it('are kept for 25 hours', async () => {
    await forgetMinutes(t.part.database)
    await record(counted({ success: 1 }))
    const rows = () => t.part.database.query({ text: 'SELECT FROM request_minute' })
    const before = (await rows()).length
    await t.travel(51 * hourMs)
    await forgetMinutes(t.part.database)
    assert.deepEqual([before > 0, (await rows()).length], [true, 0])
  })

  it('are read by operators alone', async () => {
    const overview = t.part.dial('tenancy', OverviewService)
    const { version, success1h } = await overview.getTenancyOverview({}, { context: asOperator() })
    assert.deepEqual([version, success1h], ['0.0.0-test', 0])
    await assert.rejects(overview.getTenancyOverview({}, { context: asUser() }), { code: 'INSUFFICIENT_PERMISSIONS' })
  })
})

describe('who is near a limit', () => {
  const near = () => nearLimits({ database: t.part.database, readCatalog: catalogReader() })

  it('is a workspace or namespace with 80 % used, the fullest first, until the limit grows or the window ends', async () => {
    const [one, other] = [await t.newOwner(), await t.newOwner()]
    await t.boost(ofWorkspace(one.workspace.id), { feature: 'storage', limit: 100 })
    await t.boost(ofNamespace(other.namespace.id), { feature: 'storage', limit: 1_000 })
    await t.consume(one.namespace.id, 'storage', 79)
    await t.consume(other.namespace.id, 'storage', 950)
    const ofOther = {
      ...{ ownerId: other.namespace.id, ownerName: other.namespace.name, workspaceId: other.workspace.id },
      ...{ feature: 'storage', used: 950, limit: 1_000 },
    }
    assert.deepEqual(await near(), [ofOther])
    await t.consume(one.namespace.id, 'storage', 21)
    const ofOne = {
      ...{ ownerId: one.workspace.id, ownerName: one.workspace.name, workspaceId: one.workspace.id },
      ...{ feature: 'storage', used: 100, limit: 100 },
    }
    assert.deepEqual(await near(), [ofOne, ofOther])
    await t.boost(ofWorkspace(one.workspace.id), { feature: 'storage', limit: 100 })
    assert.deepEqual(await near(), [ofOther])
  })

  it('is found through the newest alerts, however many there were, by an index', async () => {
    await fill(t.part.database, [
      `INSERT INTO usage_alert (event_id, owner_id, pool, threshold, at)
        SELECT 'evt_' || n, 'wks_' || n % 5000, 'storage', 80, plinth_now() - interval '40 days' + n * interval '10 s'
        FROM generate_series(1, 100000) n`,
      'ANALYZE usage_alert',
    ])
    const { db, seen } = explaining(t.part.database)
    assert.equal((await findAlertedPools(db)).length, 50)
    assert.deepEqual(seen[0]?.wholeTables, [])
    assert.ok((seen[0]?.rowsRead ?? 0) + (seen[0]?.entriesRead ?? 0) <= 600)
  })
})
