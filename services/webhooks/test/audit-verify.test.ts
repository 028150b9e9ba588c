import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { type AuditEntry, entryText } from '../src/audit-log/entry.ts'
import { monthAfter } from '../src/audit-log/months.ts'
import { dropMonthsBefore } from '../src/audit-log/partition-store.ts'
import { sealOf } from '../src/audit-log/seal.ts'
import { insertEntries } from '../src/audit-log/store.ts'
import { type AuditHarness, entryIn, startAuditHarness } from './audit-harness.ts'

let audit: AuditHarness
before(async () => {
  audit = await startAuditHarness()
})
after(() => audit?.stop())

/** Each test has a month of its own: a broken chain stays broken. */
let month = '2032-01'
async function sealed(count: number): Promise<AuditEntry[]> {
  month = monthAfter(month)
  const entries = await audit.store(month, count)
  await audit.seal()
  assert.deepEqual([(await audit.verify(month))?.entries, await fault()], [count, undefined])
  return entries
}
const fault = async () => (await audit.verify(month))?.fault
const idOf = (entries: readonly AuditEntry[], at: number) => entries[at]?.id ?? ''
const day = async () => {
  const [row] = await audit.database.query<{ day: string }>({
    text: 'SELECT day::text FROM audit_head WHERE month = $1::date ORDER BY day DESC LIMIT 1',
    values: [first()],
  })
  return row?.day
}
const first = () => `${month}-01`

describe('verifying the audit log', () => {
  for (const [column, value] of [
    ['actor_name', 'Eve'],
    ['changes', '{"name":{"from":"Acme Ltd","to":"Other"}}'],
    ['request_id', ''],
  ])
    it(`names an entry whose ${column} was changed by hand`, async () => {
      const entries = await sealed(5)
      const id = idOf(entries, 2)
      await audit.byHand(`UPDATE audit_entry SET ${column} = $2 WHERE id = $1`, [id, value])
      assert.equal(
        await fault(),
        `entry ${id} at position 3 does not fit its seal: the entry, its place or a seal was changed`,
      )
    })

  it('names an entry whose time was changed, also to one in another month', async () => {
    const id = idOf(await sealed(3), 1)
    await audit.byHand(`UPDATE audit_entry SET created_at = created_at + interval '1 ms' WHERE id = $1`, [id])
    assert.equal(await fault(), `entry ${id} at position 2 was removed, or its time was changed`)
  })

  it('names an entry that was removed, with its seal and without', async () => {
    const entries = await sealed(4)
    await audit.byHand('DELETE FROM audit_entry WHERE id = $1', [idOf(entries, 1)])
    assert.equal(await fault(), `entry ${idOf(entries, 1)} at position 2 was removed, or its time was changed`)
    await audit.byHand('DELETE FROM audit_seal WHERE entry_id = $1', [idOf(entries, 1)])
    assert.equal(await fault(), `the seal of position 2 is missing, before entry ${idOf(entries, 2)} at position 3`)
    // Closing the gap moves the entries after it, which their seals tell.
    await audit.byHand('UPDATE audit_seal SET position = position - 1 WHERE month = $1::date AND position > 2', [
      first(),
    ])
    assert.match((await fault()) ?? '', new RegExp(`^entry ${idOf(entries, 2)} at position 2 does not fit its seal`))
  })

  it('names an entry that was inserted, with a seal and without', async () => {
    const entries = await sealed(3)
    const added = entryIn(month, 100)
    await audit.database.transaction((tx) => insertEntries(tx, [added]))
    assert.equal((await audit.verify(month))?.waiting, 1)
    await audit.byHand('DELETE FROM audit_unsealed WHERE id = $1', [added.id])
    assert.equal(await fault(), `entry ${added.id} has no seal and waits for none: it was inserted by hand`)
    await audit.byHand('UPDATE audit_seal SET position = position + 10 WHERE month = $1::date AND position > 1', [
      first(),
    ])
    await audit.byHand('UPDATE audit_seal SET position = position - 9 WHERE month = $1::date AND position > 1', [
      first(),
    ])
    await audit.byHand(
      `INSERT INTO audit_seal (month, position, entry_id, entry_at, seal) VALUES ($1::date, 2, $2, $3, sha256('x'))`,
      [first(), added.id, added.createdAt],
    )
    assert.match((await fault()) ?? '', new RegExp(`^entry ${added.id} at position 2 does not fit its seal`))
    assert.equal(entries.length, 3)
  })

  it('names the first of two entries that changed places', async () => {
    const entries = await sealed(4)
    await audit.byHand(
      `UPDATE audit_seal s SET entry_id = o.entry_id || ':', entry_at = o.entry_at FROM audit_seal o
       WHERE s.month = $1::date AND o.month = s.month AND s.position IN (2, 3) AND o.position = 5 - s.position`,
      [first()],
    )
    await audit.byHand(`UPDATE audit_seal SET entry_id = rtrim(entry_id, ':') WHERE month = $1::date`, [first()])
    assert.match((await fault()) ?? '', new RegExp(`^entry ${idOf(entries, 2)} at position 2 does not fit its seal`))
  })

  it('tells that the end of a chain was removed, by the heads of its days', async () => {
    const entries = await sealed(3)
    const id = idOf(entries, 2)
    await audit.byHand('DELETE FROM audit_entry WHERE id = $1', [id])
    await audit.byHand('DELETE FROM audit_seal WHERE entry_id = $1', [id])
    assert.equal(
      await fault(),
      `the chain ends at position 2, but on ${await day()} it had reached entry ${id} at position 3: its end was removed`,
    )
  })

  it('tells that a whole chain was rewritten, by the heads of its days', async () => {
    const [entry] = await sealed(1)
    const { createdAt, id } = entry as AuditEntry
    await audit.byHand(`UPDATE audit_entry SET actor_name = 'Eve' WHERE id = $1`, [id])
    const forged = sealOf(Buffer.alloc(32), entryText({ ...(entry as AuditEntry), actorName: 'Eve' }))
    await audit.byHand('UPDATE audit_seal SET seal = $2 WHERE entry_id = $1 AND entry_at = $3', [id, forged, createdAt])
    assert.equal(
      await fault(),
      `the seal of entry ${id} at position 1 is not the head of ${await day()}: the chain was rewritten up to there`,
    )
  })

  it('names an entry that has waited too long for its seal', async () => {
    await sealed(1)
    const late = entryIn(month, 100)
    await audit.database.transaction((tx) => insertEntries(tx, [late]))
    await audit.byHand(`UPDATE audit_unsealed SET since = since - interval '90 seconds' WHERE id = $1`, [late.id])
    assert.match((await fault()) ?? '', new RegExp(`^entry ${late.id} has waited 9\\d s for its seal`))
    await audit.seal()
    assert.equal(await fault(), undefined)
  })

  it('says nothing of a month that retention drops meanwhile, but of one that a hand dropped', async () => {
    await sealed(3)
    let isDropped = false
    const dropping: Database = Object.create(audit.database, {
      query: {
        value: async (statement: Parameters<Database['query']>[0]) => {
          if (statement.name === 'audit_links' && !isDropped) {
            isDropped = true
            await dropMonthsBefore(audit.database, monthAfter(month))
          }
          return audit.database.query(statement)
        },
      },
    })
    assert.equal(await audit.verify(month, dropping), undefined)
    assert.equal(isDropped, true)
    await sealed(3)
    await audit.byHand(`DROP TABLE audit_entry_${month.replace('-', '')}, audit_seal_${month.replace('-', '')}`)
    assert.match((await fault()) ?? '', /^the chain ends at position 0, but on .* it had reached entry/)
  })

  it('reads more entries than a page holds', async () => {
    const entries = await sealed(2_001)
    await audit.byHand(`UPDATE audit_entry SET ip = '203.0.113.9' WHERE id = $1`, [idOf(entries, 2_000)])
    assert.match((await fault()) ?? '', /at position 2001 does not fit its seal/)
  })

  it('ends after a page when it is told to, and says up to where entries fit', async () => {
    const entries = await sealed(1_001)
    await audit.byHand(`UPDATE audit_entry SET ip = '203.0.113.9' WHERE id = $1`, [idOf(entries, 1_000)])
    const { head, ...verified } = (await audit.verify(month, audit.database, AbortSignal.abort())) ?? {}
    assert.deepEqual(
      [head?.position, verified],
      [1_000, { month, entries: 1_000, waiting: 0, fault: undefined, isWhole: false }],
    )
  })
})
