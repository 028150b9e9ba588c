// A workspace may pay for more namespaces of users than a transaction can hold locks for.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { eventually, explaining } from '@plinth/testkit'
import { paidOf } from '../src/namespaces/payment-store.ts'
import { ledgerOf } from './ledger.ts'
import { type Paid, paidNamespaces } from './paid-namespaces.ts'
import { startSecondProcess } from './second-process.ts'
import { given } from './tenancy.ts'

const users = 1_700
const locksMax = 600

let t: Paid
let second: Awaited<ReturnType<typeof startSecondProcess>>
let ledgers: ReturnType<typeof ledgerOf>[]
before(async () => {
  t = await paidNamespaces()
  second = await startSecondProcess(t.part)
  ledgers = [ledgerOf(t.part.dial, t.operator), ledgerOf(second.dial, t.operator)]
})
after(() => second.stop())

/** A workspace that pays for the namespaces of so many users. */
async function makePayer(count = users): Promise<{ id: string; lastId: string; lastUserId: string }> {
  const { id } = await t.paid()
  await t.part.database.query({
    text: `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
      SELECT 'ns_' || $1 || n, gen_random_uuid(), 'n', 's', 'User', 'usr_' || $1 || n, $1, '{}', '{}', '{}', false, true
      FROM generate_series(1, ${count}) n`,
    values: [id],
  })
  return { id, lastId: `ns_${id}${count}`, lastUserId: `usr_${id}${count - 1}` }
}

async function paidBy(workspaceId: string): Promise<number> {
  const [row] = await t.part.database.query<{ paid: number }>({
    text: `SELECT count(*) AS paid FROM namespace WHERE workspace_id = $1 AND owner_type = 'User' AND deleted_at IS NULL`,
    values: [workspaceId],
  })
  return Number(row?.paid)
}

async function usedOf(workspaceId: string): Promise<number> {
  const [row] = await t.part.database.query<{ used: number }>({
    text: 'SELECT coalesce(sum(used), 0)::bigint AS used FROM balance WHERE owner_id = $1',
    values: [workspaceId],
  })
  return Number(row?.used)
}

async function activeOf(workspaceId: string): Promise<number> {
  const [row] = await t.part.database.query<{ active: number }>({
    text: `SELECT count(*)::int AS active FROM reservation WHERE owner_id = $1 AND status = 'active'`,
    values: [workspaceId],
  })
  return row?.active ?? -1
}

/** Holds the locks of the statement until the result is called. */
async function hold(statement: string, value: string): Promise<() => Promise<void>> {
  const client = await t.part.database.pool.connect()
  await client.query('BEGIN')
  await client.query(statement, [value])
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

/** The advisory locks that sessions which wait for a lock hold. */
async function heldByWaiting(): Promise<number> {
  const [row] = await t.part.database.query<{ held: number }>({
    text: `SELECT count(*) AS held FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND a.datname = current_database() AND a.wait_event_type = 'Lock'`,
  })
  return Number(row?.held)
}

describe(`a workspace that pays for the namespaces of ${users} users`, () => {
  it('is deleted with the locks of a few, and pays for none soon', async () => {
    const { id } = await makePayer()
    // The deletion waits here, with all locks that it takes.
    const letGo = await hold('SELECT FROM namespace WHERE owner_id = $1 FOR UPDATE', id)
    const deleted = second.dial('tenancy', WorkspacesServiceService).deleteWorkspace({ idOrSlug: id }, t.operator)
    await eventually(async () => assert.notEqual(await heldByWaiting(), 0))
    const locks = await heldByWaiting()
    await letGo()
    await deleted
    assert.ok(locks <= locksMax, `${locks} locks`)
    await eventually(async () => assert.equal(await paidBy(id), 0))
  })

  it('is charged for nothing from the answer of its deletion on, though payments end later', async () => {
    const { id, lastId, lastUserId } = await makePayer()
    await t.consume(lastId, 'credits', 1)
    const { reservation } = await t.reserve(lastId, 'credits', 7)
    // The last step waits for this owner, and the payment for the last namespace ends with it.
    const letGo = await hold(`SELECT pg_advisory_xact_lock(hashtextextended('namespaces:' || $1, 0))`, lastUserId)
    try {
      await t.workspaces.deleteWorkspace({ idOrSlug: id }, t.operator)
      for (const { consume, record } of ledgers) {
        assert.equal((await consume(lastId, 'credits', 3)).isAllowed, false)
        await record(lastId, 'credits', 3)
      }
      await assert.rejects(t.commit(lastId, given(reservation).id), { code: 'STATE_CONFLICT' })
      assert.equal(await usedOf(id), 1)
      assert.notEqual(await paidBy(id), 0)
    } finally {
      await letGo()
    }
    await eventually(async () => assert.equal(await paidBy(id), 0))
    assert.equal(await activeOf(id), 0)
    assert.equal(await usedOf(id), 1)
  })

  it('releases every reservation on its plan, also of the last of a few more than a step', async () => {
    const { id, lastId } = await makePayer(700)
    await t.reserve(lastId, 'credits', 7)
    await t.workspaces.deleteWorkspace({ idOrSlug: id }, t.operator)
    await eventually(async () => assert.equal(await paidBy(id), 0))
    assert.equal(await activeOf(id), 0)
  })

  it('is charged for nothing after the answer, however many spend at once in two processes', async () => {
    for (let round = 0; round < 4; round++) {
      const { id, lastId } = await makePayer()
      const calls = Array.from({ length: 40 }, (_, at) => {
        const ledger = ledgers[at % 2] ?? t
        return at % 4 < 2 ? ledger.consume(lastId, 'credits', 1) : ledger.record(lastId, 'credits', 1)
      })
      const spent = Promise.allSettled(calls)
      await Promise.any(calls)
      await second.dial('tenancy', WorkspacesServiceService).deleteWorkspace({ idOrSlug: id }, t.operator)
      const atAnswer = await usedOf(id)
      for (const result of await spent) assert.equal(result.status, 'fulfilled')
      assert.equal(await usedOf(id), atAnswer)
    }
  })

  it('reads in a step only the payments that it ends', async () => {
    const { id } = await makePayer()
    const { db, seen } = explaining(t.part.database)
    const paid = await paidOf(db, id)
    for (const { rowsRead, entriesRead, text } of seen)
      assert.ok(rowsRead + entriesRead <= paid.length + 10, `${rowsRead} rows and ${entriesRead} entries: ${text}`)
    assert.ok(paid.length < users)
  })

  it('pays for none in the end, whichever process deletes it and is killed', async () => {
    const payers = await Promise.all([makePayer(), makePayer(), makePayer()])
    const [here, there] = [t.workspaces, second.dial('tenancy', WorkspacesServiceService)]
    await Promise.all(payers.map(({ id }, at) => (at % 2 ? here : there).deleteWorkspace({ idOrSlug: id }, t.operator)))
    await second.stop()
    for (const { id } of payers) await eventually(async () => assert.equal(await paidBy(id), 0))
  })
})
