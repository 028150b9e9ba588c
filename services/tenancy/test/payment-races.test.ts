// Two tenancy processes on one real PostgreSQL: once a payment's end is answered, nothing more is counted at the payer.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { eventually } from '@plinth/testkit'
import { ledgerOf } from './ledger.ts'
import { changing, type Paid, paidNamespaces, usersOwn } from './paid-namespaces.ts'
import { startSecondProcess } from './second-process.ts'
import { nobodyKnown } from './team.ts'
import { given } from './tenancy.ts'

let t: Paid
let second: Awaited<ReturnType<typeof startSecondProcess>>
let ledgers: ReturnType<typeof ledgerOf>[]
before(async () => {
  t = await paidNamespaces()
  second = await startSecondProcess(t.part)
  ledgers = [ledgerOf(t.part.dial, t.operator), ledgerOf(second.dial, t.operator)]
})
after(() => second?.stop())

const usedOf = async (workspaceId: string): Promise<number> => {
  const [row] = await t.part.database.query<{ used: number }>({
    text: 'SELECT coalesce(sum(used + reserved), 0)::bigint AS used FROM balance WHERE owner_id = $1',
    values: [workspaceId],
  })
  return Number(row?.used)
}
/** Transactions that wait for a lock, in either process. */
const waiting = async (): Promise<number> => {
  const [row] = await t.part.database.query<{ waiting: number }>({
    text: `SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  })
  return Number(row?.waiting)
}

/** Holds the locks of the statement until the result is called, which commits the statement's writes. */
const hold = async (statement: string, ...values: string[]): Promise<() => Promise<void>> => {
  const client = await t.part.database.pool.connect()
  await client.query('BEGIN')
  await client.query(statement, values)
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

/** Everybody who counts at the payer waits until this is called. */
const holdBalance = (workspaceId: string) => hold('SELECT FROM balance WHERE owner_id = $1 FOR UPDATE', workspaceId)
const waitFor = (count: number) => eventually(async () => assert.ok((await waiting()) >= count))

const clients = (dial: typeof second.dial) => ({
  members: dial('tenancy', MembersServiceService),
  namespaces: dial('tenancy', NamespacesServiceService),
  workspaces: dial('tenancy', WorkspacesServiceService),
})

describe('a payment ends while its owner spends', () => {
  const spendings: [string, (namespaceId: string) => Promise<unknown>][] = [
    ['consume', (id) => t.consume(id, 'credits', 7)],
    ['a recorded usage', (id) => t.record(id, 'credits', 7)],
    ['a reservation', (id) => t.reserve(id, 'credits', 7)],
  ]
  for (const [what, spend] of spendings)
    it(`${what} that has begun is counted before the end is answered`, async () => {
      const { id, namespaceId, as, owner, admin } = await t.paid()
      await t.consume(namespaceId, 'credits', 1)
      const letGo = await holdBalance(id)
      let isRemoved = false
      const spent = spend(namespaceId)
      await waitFor(1)
      const members = second.dial('tenancy', MembersServiceService)
      const removed = members.removeMember({ userId: admin }, as(owner)).then(() => {
        isRemoved = true
        return usedOf(id)
      })
      await eventually(async () => assert.ok(isRemoved || (await waiting()) >= 2))
      await letGo()
      const atAnswer = await removed
      await spent
      assert.equal(await usedOf(id), atAnswer)
      assert.deepEqual(await t.standing(await t.defaultOf(id), 'credits'), [atAnswer, 100, 100 - atAnswer])
    })

  for (const [what, spend] of spendings)
    it(`${what} that has begun is counted before the deletion of the payer is answered`, async () => {
      const { id, namespaceId } = await t.paid()
      await t.consume(namespaceId, 'credits', 1)
      const letGo = await holdBalance(id)
      let isDeleted = false
      const spent = spend(namespaceId)
      await waitFor(1)
      const workspaces = second.dial('tenancy', WorkspacesServiceService)
      const deleted = workspaces.deleteWorkspace({ idOrSlug: id }, t.operator).then(() => {
        isDeleted = true
        return usedOf(id)
      })
      await eventually(async () => assert.ok(isDeleted || (await waiting()) >= 2))
      await letGo()
      const atAnswer = await deleted
      await spent
      assert.equal(await usedOf(id), atAnswer)
      assert.equal(atAnswer, what === 'a reservation' ? 1 : 8)
    })

  it('counts nothing after the answer, however many spend at once and whatever ends it', async () => {
    for (let round = 0; round < 12; round++) {
      const { id, namespaceId, as, owner, admin } = await t.paid()
      const calls = Array.from({ length: 40 }, (_, at) => {
        const ledger = ledgers[at % 2] ?? t
        if (at % 4 === 3) return ledger.record(namespaceId, 'credits', 1)
        return at % 4 === 2 ? ledger.reserve(namespaceId, 'credits', 1) : ledger.consume(namespaceId, 'credits', 1)
      })
      const spent = Promise.allSettled(calls)
      // The end gives back the quantity that a reservation sets aside.
      await Promise.any(calls.filter((_, at) => at % 4 !== 2))
      const ends = [
        () => t.members.removeMember({ userId: admin }, as(owner)),
        () => t.demote(as(owner), admin),
        () => t.detach(as(owner), namespaceId),
      ]
      await ends[round % 3]?.()
      const atAnswer = await usedOf(id)
      for (const result of await spent) assert.equal(result.status, 'fulfilled')
      assert.equal(await usedOf(id), atAnswer)
      assert.ok(atAnswer > 0)
      const [proof] = await t.proof(await t.defaultOf(id), 'credits')
      assert.ok(proof === undefined || proof.balance === proof.ledger)
    }
  })

  for (const first of ['the demotion', 'the payment', 'either'])
    it(`a demotion and a new payment at once, ${first} first: no plain member spends`, async () => {
      const [here, there] = [clients(t.part.dial), clients(second.dial)]
      for (let round = 0; round < (first === 'either' ? 12 : 2); round++) {
        const { id, namespaceId, as, owner, admin, own } = await t.paid()
        await t.change(own.context, namespaceId, { cleared: ['workspace_id'] })
        const [one, other] = round % 2 === 0 ? [here, there] : [there, here]
        const demote = () =>
          one.members.updateMember({ userId: admin, role: Role.ROLE_MEMBER, ...nobodyKnown }, as(owner))
        const pay = () => other.namespaces.updateNamespace(changing(namespaceId, { workspaceId: id }), own)
        const letGo = await hold('SELECT FROM workspace WHERE id = $1 FOR NO KEY UPDATE', id)
        const ahead = first === 'the payment' ? pay() : demote()
        const settled = Promise.allSettled([ahead])
        if (first !== 'either') await waitFor(1)
        const behind = Promise.allSettled([first === 'the payment' ? demote() : pay()])
        if (first !== 'either') await waitFor(2)
        await letGo()
        const [[aheadResult], [behindResult]] = [await settled, await behind]
        const [demoted, paid] = first === 'the payment' ? [behindResult, aheadResult] : [aheadResult, behindResult]
        assert.equal(demoted.status, 'fulfilled')
        if (first !== 'either') assert.equal(paid.status, first === 'the payment' ? 'fulfilled' : 'rejected')
        assert.equal((await t.read(own, namespaceId)).workspaceId, '')
      }
    })
})

describe('a change to a namespace while its payment ends', () => {
  // As the release before does: a trigger ends the payment, and the owner's lock is not taken.
  const ends: [string, string][] = [
    ['its owner’s removal', 'DELETE FROM membership WHERE workspace_id = $1 AND user_id = $2'],
    ['the payer’s deletion', 'UPDATE workspace SET deleted_at = plinth_now() WHERE id = $1 AND $2 <> $1'],
  ]
  for (const [what, statement] of ends)
    it(`does not undo ${what}`, async () => {
      const { id, namespaceId, admin, own } = await t.paid()
      const letGo = await hold(statement, id, admin)
      // It has read who pays, and waits for the row.
      const namespaces = second.dial('tenancy', NamespacesServiceService)
      const changed = namespaces.updateNamespace(changing(namespaceId, { description: 'Changed' }), own)
      await waitFor(1)
      await letGo()
      assert.equal((await changed).namespace?.workspaceId, '')
      const { workspaceId, description, version } = await t.read(own, namespaceId)
      assert.deepEqual([workspaceId, description, version], ['', 'Changed', 3])
    })

  it('leaves no payment, whatever two processes do at once', async () => {
    const [one, other] = [clients(t.part.dial), clients(second.dial)]
    for (let round = 0; round < 8; round++) {
      const { id, namespaceId, as, owner, admin, own } = await t.paid()
      const { id: secondId } = given((await t.namespaces.createNamespace(usersOwn('Second', id), own)).namespace)
      const changes = [
        other.namespaces.updateNamespace(changing(namespaceId, { description: 'Changed' }), own),
        other.namespaces.setDefaultNamespace({ idOrUuid: secondId }, own),
        other.namespaces.updateNamespace(changing(secondId, { name: 'Renamed' }), own),
      ]
      const end =
        round % 2 === 0
          ? one.members.removeMember({ userId: admin }, as(owner))
          : one.workspaces.deleteWorkspace({ idOrSlug: id }, t.operator)
      await Promise.all([end, ...changes])
      for (const idOrUuid of [namespaceId, secondId]) assert.equal((await t.read(own, idOrUuid)).workspaceId, '')
    }
  })
})
