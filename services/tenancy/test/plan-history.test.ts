// The history of a plan leaves with the ledger that it explains; packages and boosts that still count, or may count again, stay.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Queryable } from '@plinth/kit/db'
import { explaining, fill } from '@plinth/testkit'
import { forgetChanges } from '../src/entitlement-log/store.ts'
import { forgetEnded } from '../src/jobs/ended-plans-store.ts'
import { endWhatIsOver } from '../src/jobs/plan-expiry.ts'
import { retain } from '../src/jobs/retention.ts'
import { dayMs, ofNamespace, type Plans, startPlans } from './plans.ts'
import { ledgerDays } from './retire-ledger.ts'

let plans: Plans
before(async () => {
  plans = await startPlans()
})

const run = () => retain({ database: plans.part.database, ledgerDays, deletedDays: 30 })
const boostsOf = async (namespaceId: string) => {
  const { boosts } = await plans.boosts.listBoosts({ owner: ofNamespace(namespaceId) }, plans.operator)
  return boosts.map(({ id }) => id)
}

describe('packages, boosts and the log of an owner', () => {
  it('leave when they ended before the ledger begins, and not a day sooner', async () => {
    const { id } = (await plans.newOwner()).namespace
    const owner = ofNamespace(id)
    const [small, extra] = [await plans.assign(owner, 'small'), await plans.assign(owner, 'extra')]
    const [boost, kept] = [await plans.boost(owner), await plans.boost(owner)]
    await plans.assignments.cancelAssignment({ owner, id: extra.id, isAtPeriodEnd: false }, plans.operator)
    await plans.boosts.deleteBoost({ owner, id: boost.id }, plans.operator)
    const changes = await plans.logOf(id)
    assert.equal(changes.length, 6)
    await plans.travel((ledgerDays - 1) * dayMs)
    await endWhatIsOver({ database: plans.part.database, clock: plans.part.clock })
    await run()
    assert.deepEqual([await plans.logOf(id), (await boostsOf(id)).length], [changes, 2])
    await plans.travel((ledgerDays + 2) * dayMs)
    await plans.assignments.suspendAssignment({ owner, id: small.id }, plans.operator)
    await run()
    assert.deepEqual(await plans.logOf(id), ['package.suspended'])
    assert.deepEqual(await plans.held(owner), [['small', 'suspended']])
    assert.deepEqual(await boostsOf(id), [kept.id])
  })

  it('are found by their end among many that have not ended', async () => {
    const { database } = plans.part
    const [first = assert.fail('there is a package')] = await database.query<{ id: string }>({
      text: 'SELECT id FROM package LIMIT 1',
    })
    const old = `CASE WHEN n % 1000 = 0 THEN '2020-01-01'::timestamptz END`
    await fill(database, [
      `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor, ended_at)
        SELECT 'a_' || n, 'ns_' || n, '${first.id}', 'active', plinth_now(), plinth_now(), ${old} FROM generate_series(1, 10000) n`,
      `INSERT INTO boost (id, owner_id, feature_code, type, limit_value, duration, starts_at, ended_at)
        SELECT 'b_' || n, 'ns_' || n, 'credits', 'enable', 0, 'permanent', plinth_now(), ${old} FROM generate_series(1, 10000) n`,
      `INSERT INTO entitlement_log (id, owner_id, action, feature, subject_id, actor_id, change, created_at)
        SELECT 'log_' || CASE WHEN n % 1000 = 0 THEN '00' ELSE '02' END || n, 'ns_' || n, 'boost.created', '', '', '', '{}',
          coalesce(${old}, plinth_now()) FROM generate_series(1, 10000) n`,
      'ANALYZE',
    ])
    const [day, max] = ['2024-01-01', 500]
    for (const forget of [
      (db: Queryable) => forgetEnded(db, 'package_assignment', day, max),
      (db: Queryable) => forgetEnded(db, 'boost', day, max),
      (db: Queryable) => forgetChanges(db, day, max),
    ]) {
      const { db, seen } = explaining(database)
      await forget(db)
      const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
      assert.ok(rowsRead + entriesRead < 100, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
    }
    const [left] = await database.query({
      text: `SELECT (SELECT count(*) FROM package_assignment WHERE id LIKE 'a\\_%') AS packages,
        (SELECT count(*) FROM boost WHERE id LIKE 'b\\_%') AS boosts,
        (SELECT count(*) FROM entitlement_log WHERE owner_id = 'ns_' || right(id, -6)) AS changes`,
    })
    assert.deepEqual(left, { packages: 9_990, boosts: 9_990, changes: 9_990 })
  })
})
