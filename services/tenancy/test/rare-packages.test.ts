// A package that no owner has, beside one that many have: what is asked about it does not read the others' assignments.
import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { fill, rowsReadBy } from '@plinth/testkit'
import { findHolders } from '../src/catalog/holders-store.ts'
import { pagePackages } from '../src/catalog/read-store.ts'
import { startTenancy } from './tenancy.ts'

const assigned = 20_000

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  await fill(database, [
    `INSERT INTO package (id, code, name, is_base, is_stackable, is_active) VALUES ('pkg_rare', 'rare', 'Rare', false, true, true)`,
    `INSERT INTO package_feature (package_id, feature_code, is_unlimited)
      SELECT 'pkg_rare', code, true FROM feature WHERE code IN ('custom_domains', 'storage')`,
    `DELETE FROM package_feature WHERE feature_code = 'custom_domains' AND package_id <> 'pkg_rare'`,
    `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor)
      SELECT 'asg_' || n, 'wks_' || n, p.id, 'active', plinth_now(), plinth_now()
      FROM generate_series(1, ${assigned}) n, package p WHERE p.code = CASE WHEN n % 2 = 0 THEN 'free' ELSE 'pro' END`,
    'VACUUM ANALYZE',
  ])
})

it('the holders of its feature are counted, of another up to the bound', async () => {
  const holders: unknown[] = []
  const rowsRead = await rowsReadBy(database, async (tx) => {
    holders.push(...(await findHolders(tx, ['custom_domains', 'storage'])))
    // The transaction that changes the catalogue goes on.
    assert.deepEqual(await tx.query({ text: 'SHOW enable_seqscan' }), [{ enable_seqscan: 'on' }])
  })
  assert.deepEqual(holders, [
    ['custom_domains', { owners: 0, isExact: true }],
    ['storage', { owners: 1_001, isExact: false }],
  ])
  assert.ok(rowsRead < 2_000, `${rowsRead} rows`)
})

it('a list of packages counts the assignments of each up to the bound', async () => {
  const assigned: unknown[] = []
  const rowsRead = await rowsReadBy(database, async (tx) => {
    const { rows } = await pagePackages(tx, undefined, true)
    assigned.push(...rows.map((one) => [one.code, one.assigned]).sort())
  })
  assert.deepEqual(assigned, [
    ['business', 0],
    ['enterprise', 0],
    ['free', 1_001],
    ['pro', 1_001],
    ['rare', 0],
  ])
  assert.ok(rowsRead < 2_500, `${rowsRead} rows`)
})
