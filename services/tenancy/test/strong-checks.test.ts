import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { make } from '@plinth/testkit'
import { callerOf } from '../src/caller.ts'
import { catalogReader } from '../src/catalog/verbs.ts'
import { checker } from '../src/entitlements/check/verbs.ts'
import { planLoader } from '../src/entitlements/plan/loader.ts'
import { countOwn } from '../src/own-limits/verbs.ts'
import { startLedger } from './ledger.ts'
import { ofNamespace } from './plans.ts'

/** A checker on a database that counts statements, and how often some were on their way when none had been. */
async function watchedChecker(t: Awaited<ReturnType<typeof startLedger>>) {
  const { database: real } = t.part
  const seen = { statements: 0, roundTrips: 0, underWay: 0 }
  const database: Database = {
    ...{ pool: real.pool, ready: () => real.ready(), close: () => real.close() },
    ...{ transaction: (fn, opening) => real.transaction(fn, opening), onCommitted: (fn) => real.onCommitted(fn) },
    query: async (statement) => {
      seen.statements++
      if (seen.underWay++ === 0) seen.roundTrips++
      try {
        return await real.query(statement)
      } finally {
        seen.underWay--
      }
    },
  }
  const readCatalog = catalogReader()
  const { check, explain } = checker({ database, readCatalog, load: planLoader(database, readCatalog), countOwn })
  return { check, explain, seen }
}

describe('a strong check', () => {
  const caller = callerOf(make.context({ principal: make.operator() }))
  const question = { feature: 'credits', quantity: 1 }

  it('reads the plan and the balance at once from the second on, for a namespace named by its id or its UUID', async () => {
    const t = await startLedger()
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    const { check, seen } = await watchedChecker(t)
    for (const named of [namespace.id, namespace.uuid]) {
      await check(caller, named, [question])
      Object.assign(seen, { statements: 0, roundTrips: 0 })
      const { verdicts } = await check(caller, named, [question])
      assert.deepEqual([verdicts[0]?.currentUsage, seen.statements, seen.roundTrips], [5, 2, 1], named)
    }
  })
  it('reads at most seven times for an explanation, and no more for a check without one after it', async () => {
    const t = await startLedger()
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.record(namespace.id, 'mails', 10)
    const { check, explain, seen } = await watchedChecker(t)
    await check(caller, namespace.id, [{ feature: 'mails', quantity: 1 }])
    for (const feature of ['mails', 'exports']) {
      Object.assign(seen, { statements: 0, roundTrips: 0 })
      await explain(caller, namespace.id, { feature, quantity: 1 })
      assert.ok(seen.statements <= 7, `${feature}: ${seen.statements} statements`)
    }
    Object.assign(seen, { statements: 0, roundTrips: 0 })
    await check(caller, namespace.id, [{ feature: 'mails', quantity: 1 }])
    assert.deepEqual([seen.statements, seen.roundTrips], [2, 1])
  })
})
