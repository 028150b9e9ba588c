// Two tenancy processes on one real PostgreSQL: once a payment's end is answered, nothing more is counted at the payer.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { eventually } from '@plinth/testkit'
import { ledgerOf } from './ledger.ts'
import { changing, type Paid, paidNamespaces } from './paid-namespaces.ts'
import { startSecondProcess } from './second-process.ts'
import { nobodyKnown } from './team.ts'

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

/** Everybody who counts at the payer waits until this is called. */
const holdBalance = async (workspaceId: string): Promise<() => Promise<void>> => {
  const client = await t.part.database.pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT FROM balance WHERE owner_id = $1 FOR UPDATE', [workspaceId])
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

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
      await eventually(async () => assert.ok((await waiting()) >= 1))
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

  it('counts nothing after the answer, however many spend at once and whatever ends it', async () => {
    let counted = 0
    for (let round = 0; round < 12; round++) {
      const { id, namespaceId, as, owner, admin } = await t.paid()
      const spent = Promise.allSettled(
        Array.from({ length: 40 }, (_, at) => {
          const ledger = ledgers[at % 2] ?? t
          if (at % 4 === 3) return ledger.record(namespaceId, 'credits', 1)
          return at % 4 === 2 ? ledger.reserve(namespaceId, 'credits', 1) : ledger.consume(namespaceId, 'credits', 1)
        }),
      )
      const ends = [
        () => t.members.removeMember({ userId: admin }, as(owner)),
        () => t.demote(as(owner), admin),
        () => t.detach(as(owner), namespaceId),
      ]
      await ends[round % 3]?.()
      const atAnswer = await usedOf(id)
      for (const result of await spent) assert.equal(result.status, 'fulfilled')
      assert.equal(await usedOf(id), atAnswer)
      counted += atAnswer
      const [proof] = await t.proof(await t.defaultOf(id), 'credits')
      assert.ok(proof === undefined || proof.balance === proof.ledger)
    }
    assert.ok(counted > 0)
  })

  it('a demotion and a new payment at once: no plain member spends', async () => {
    const services = [t.part.dial, second.dial].map((dial) => ({
      members: dial('tenancy', MembersServiceService),
      namespaces: dial('tenancy', NamespacesServiceService),
    }))
    for (let round = 0; round < 20; round++) {
      const { id, namespaceId, as, owner, admin, own } = await t.paid()
      await t.change(own.context, namespaceId, { cleared: ['workspace_id'] })
      const [one, other] = round % 2 === 0 ? services : services.toReversed()
      await Promise.allSettled([
        one?.members.updateMember({ userId: admin, role: Role.ROLE_MEMBER, ...nobodyKnown }, as(owner)),
        other?.namespaces.updateNamespace(changing(namespaceId, { workspaceId: id }), own),
      ])
      assert.equal((await t.read(own, namespaceId)).workspaceId, '')
    }
  })
})
