import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { followChanges } from '@plinth/kit/changes'
import type { Database } from '@plinth/kit/db'
import { explaining, make } from '@plinth/testkit'
import { callerOf } from '../src/caller.ts'
import { catalogReader } from '../src/catalog/verbs.ts'
import { checker } from '../src/entitlements/check-verbs.ts'
import { findFacts } from '../src/entitlements/facts-store.ts'
import { planLoader } from '../src/entitlements/plan-loader.ts'
import { startLedger } from './ledger.ts'
import { ofNamespace } from './plans.ts'
import { asUser } from './tenancy.ts'

describe('a strong check', () => {
  it('is one statement from the second on, whether the namespace is named by its id or its UUID', async () => {
    const t = await startLedger()
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    const { database: real, bus, clock } = t.part
    let statements = 0
    const database: Database = {
      ...{ pool: real.pool, ready: () => real.ready(), close: () => real.close() },
      ...{ transaction: (fn, opening) => real.transaction(fn, opening), onCommitted: (fn) => real.onCommitted(fn) },
      query: (statement) => {
        statements++
        return real.query(statement)
      },
    }
    const changes = await followChanges({ bus, clock })
    const readCatalog = catalogReader()
    const { check } = checker({ database, readCatalog, load: planLoader(database, readCatalog), changes, clock })
    const caller = callerOf(make.context({ principal: make.operator() }))
    for (const named of [namespace.id, namespace.uuid]) {
      const ask = () => check(caller, named, [{ feature: 'credits', quantity: 1 }])
      await ask()
      statements = 0
      const [verdict] = await ask()
      assert.deepEqual([verdict?.currentUsage, statements], [5, 1], named)
    }
    await changes.stop()
  })

  it('reads one membership, however many its caller has', async () => {
    const t = await startLedger()
    const userId = make.id('usr')
    const { id } = await t.create(asUser(userId))
    const { database } = t.part
    for (const text of [
      `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
        SELECT 'wks_' || n, 'w', 'w' || n, 'free', 'active', '{}', '{}', '{}' FROM generate_series(1, 4000) n`,
      // All but its caller have one: that is what PostgreSQL expects of a caller.
      `INSERT INTO membership (workspace_id, user_id, role)
        SELECT 'wks_' || n, CASE WHEN n <= 1000 THEN '${userId}' ELSE 'usr_' || n END, 'member' FROM generate_series(1, 4000) n`,
      'ANALYZE',
    ])
      await database.query({ text })
    const [namespace] = await database.query<{ id: string }>({
      text: 'SELECT id FROM namespace WHERE owner_id = $1',
      values: [id],
    })
    const { db, seen } = explaining(database)
    const asked = { caller: { userId, isOperator: false }, namespaceIdOrUuid: namespace?.id ?? '' }
    const [facts] = await findFacts(db, [asked])
    assert.equal(facts?.namespaceId, namespace?.id)
    const [{ rowsRead = 0, entriesRead = 0 } = {}] = seen
    assert.ok(rowsRead + entriesRead < 50, `${rowsRead} rows and ${entriesRead} entries`)
  })
})
