import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { eventually } from '@plinth/testkit'
import type { AuditEntry } from '../src/audit-log/entry.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { sealEntries } from '../src/audit-log/seal.ts'
import {
  findHeads,
  findUnsealed,
  insertSeals,
  lockSealer,
  readUnsealed,
  sealStart,
} from '../src/audit-log/seal-store.ts'
import { sealBatch } from '../src/audit-log/sealer.ts'
import { insertEntries } from '../src/audit-log/store.ts'
import { type AuditHarness, entryIn, startAuditHarness } from './audit-harness.ts'

let audit: AuditHarness
before(async () => {
  audit = await startAuditHarness()
})
after(() => audit?.stop())

const auditMonths = { ensure: async () => undefined, forget: () => undefined }
const chainOf = async (month: string) =>
  audit.database.query<{ position: number; entry_id: string }>({
    text: `SELECT position, entry_id FROM audit_seal WHERE month = $1::date ORDER BY position`,
    values: [`${month}-01`],
  })

describe('sealing the audit log', () => {
  it('joins the entries of a month to a chain that verifies, in their order', async () => {
    const entries = await audit.store('2031-01', 5)
    assert.equal((await readUnsealed(audit.database)).count, 5)
    await audit.seal()
    assert.deepEqual(
      await chainOf('2031-01'),
      entries.map(({ id }, at) => ({ position: at + 1, entry_id: id })),
    )
    const { entries: count, waiting, fault } = (await audit.verify('2031-01')) ?? {}
    assert.deepEqual([count, waiting, fault], [5, 0, undefined])
    assert.deepEqual(await readUnsealed(audit.database), { count: 0, lagSeconds: 0 })
  })

  it('takes the same entries twice at once, in any order', async () => {
    const month = '2031-12'
    await makeMonths(audit.database, [month])
    const entries = Array.from({ length: 3 }, (_, at) => entryIn(month, at)).sort((a, b) => (a.id < b.id ? -1 : 1))
    const [, middle] = entries
    const waiting = async () => {
      const [row] = await audit.database.query<{ count: number }>({
        text: `SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
      })
      return row?.count
    }
    let attempts = 0
    const insert = (some: readonly AuditEntry[]) =>
      audit.database.transaction((tx) => {
        attempts++
        return insertEntries(tx, some)
      })
    const both: Promise<void>[] = []
    await audit.database.transaction(async (tx) => {
      await insertEntries(tx, [middle as AuditEntry])
      both.push(insert(entries), insert(entries.toReversed()))
      await eventually(async () => assert.equal(await waiting(), 2))
    })
    await Promise.all(both)
    // No deadlock ended one of them.
    assert.equal(attempts, 2)
    await audit.seal()
    assert.equal((await audit.verify(month))?.entries, 3)
  })

  it('does not skip an entry that commits after a later one', async () => {
    const month = '2031-02'
    await makeMonths(audit.database, [month])
    const [early, late] = [entryIn(month, 1), entryIn(month, 2)]
    const [stored, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = audit.database.transaction(async (tx) => {
      await insertEntries(tx, [early])
      stored.resolve()
      await goOn.promise
    })
    await stored.promise
    await audit.database.transaction((tx) => insertEntries(tx, [late]))
    await audit.seal()
    assert.deepEqual(
      (await chainOf(month)).map(({ entry_id }) => entry_id),
      [late.id],
    )
    goOn.resolve()
    await slow
    await audit.seal()
    assert.deepEqual(
      (await chainOf(month)).map(({ entry_id }) => entry_id),
      [late.id, early.id],
    )
    assert.equal((await audit.verify(month))?.fault, undefined)
  })

  it('makes one chain, however many processes seal while entries come', async () => {
    const month = '2031-03'
    const others: Database[] = Array.from({ length: 3 }, () => audit.another())
    await makeMonths(audit.database, [month])
    const total = 2_500
    let isStoring = true
    const storing = (async () => {
      for (let at = 0; at < total; at += 100) {
        const entries = Array.from({ length: 100 }, (_, one) => entryIn(month, at + one))
        await audit.database.transaction((tx) => insertEntries(tx, entries))
      }
      isStoring = false
    })()
    const sealing = others.map(async (database) => {
      while (isStoring) await sealBatch({ database, log: audit.log, auditMonths, start: sealStart() })
    })
    await Promise.all([storing, ...sealing])
    await audit.seal()
    const chain = await chainOf(month)
    assert.deepEqual(
      chain.map(({ position }) => position),
      Array.from({ length: total }, (_, at) => at + 1),
    )
    assert.equal(new Set(chain.map(({ entry_id }) => entry_id)).size, total)
    assert.equal((await audit.verify(month))?.fault, undefined)
  })

  it('leaves nothing half when its process dies before the commit, and another continues', async () => {
    const month = '2031-04'
    await audit.store(month, 3)
    const dying = audit.database.transaction(async (tx) => {
      assert.equal(await lockSealer(tx), true)
      const { entries } = await findUnsealed(tx, 1_000, sealStart())
      await insertSeals(tx, sealEntries(await findHeads(tx, [month]), entries))
      // Another process finds the lock taken, and does nothing.
      assert.equal(await sealBatch({ database: audit.another(), log: audit.log, auditMonths, start: sealStart() }), 0)
      const [own] = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })
      await audit.database.query({ text: 'SELECT pg_terminate_backend($1)', values: [own?.pid] })
      await tx.query({ text: 'SELECT 1' })
    })
    await assert.rejects(dying)
    assert.deepEqual(await chainOf(month), [])
    await audit.seal()
    assert.equal((await chainOf(month)).length, 3)
    assert.equal((await audit.verify(month))?.fault, undefined)
  })

  it('continues over an entry that went while it waited', async () => {
    const month = '2031-05'
    const [one, two] = await audit.store(month, 2)
    await audit.byHand('DELETE FROM audit_entry WHERE id = $1', [one?.id])
    await audit.seal()
    assert.deepEqual(
      (await chainOf(month)).map(({ entry_id }) => entry_id),
      [two?.id],
    )
    assert.equal((await readUnsealed(audit.database)).count, 0)
  })
})
