import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { followChanges } from '@plinth/kit/changes'
import type { Database } from '@plinth/kit/db'
import { make } from '@plinth/testkit'
import { callerOf } from '../src/caller.ts'
import { catalogReader } from '../src/catalog/verbs.ts'
import { checker } from '../src/entitlements/check-verbs.ts'
import { planLoader } from '../src/entitlements/plan-loader.ts'
import { startLedger } from './ledger.ts'
import { ofNamespace } from './plans.ts'

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
})
