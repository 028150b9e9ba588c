// Calls in one batch, and the same calls one after the other, each a batch of one: the answers do not tell which.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setImmediate as tick } from 'node:timers/promises'
import { PlinthError } from '@plinth/kit/errors'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { countWaiting, eventually, make } from '@plinth/testkit'
import fc from 'fast-check'
import { startLedger } from './ledger.ts'
import { ofNamespace } from './plans.ts'
import { asOperator } from './tenancy.ts'

const runs = Number(process.env['PROPERTY_RUNS'] || 40)

interface Op {
  isUse: boolean
  feature: string
  quantity: number
  /** Of few, so that some are the same. */
  event: number
}
interface Before {
  used: number
  active: number
  lapsed: number
}

const op: fc.Arbitrary<Op> = fc.record({
  isUse: fc.boolean(),
  feature: fc.constantFrom('credits', 'chat', 'storage', 'mails', 'domains', 'nothing'),
  quantity: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(-1, 101)),
  event: fc.integer({ min: 0, max: 4 }),
})
const before_: fc.Arbitrary<Before> = fc.record({
  used: fc.integer({ min: 0, max: 80 }),
  active: fc.integer({ min: 0, max: 30 }),
  lapsed: fc.integer({ min: 0, max: 30 }),
})

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

const recordsOf = (namespaceIds: readonly string[]) =>
  t.part.database.query<{ id: string; xmin: string }>({
    text: 'SELECT id, xmin::text FROM usage_record WHERE namespace_id = ANY ($1)',
    values: [namespaceIds],
  })

describe('group commit', () => {
  it(`${runs} batches of any calls: as if each had come alone, in their order`, async () => {
    const property = fc.asyncProperty(before_, fc.array(op, { minLength: 2, maxLength: 12 }), async (start, ops) => {
      const [together, alone] = await Promise.all([madeReady(start), madeReady(start)])
      const grouped = await Promise.all(ops.map((one) => told(() => asked(together.id, one))))
      const single: unknown[] = []
      for (const one of ops) single.push(await told(() => asked(alone.id, one)))
      assert.deepEqual(grouped, single)
      assert.deepEqual(await booksOf(together), await booksOf(alone))
    })
    await fc.assert(property, { numRuns: runs })
  })

  it('a batch whose balance is not there yet makes it, and counts each once', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const decisions = await Promise.all(Array.from({ length: 120 }, () => t.consume(namespace.id, 'credits', 1)))
    const usages = decisions.filter(({ isAllowed }) => isAllowed).map(({ currentUsage }) => currentUsage)
    assert.deepEqual(
      usages,
      Array.from({ length: 100 }, (_, at) => at + 1),
    )
    assert.ok(decisions.slice(100).every(({ reason }) => reason === 'LIMIT_EXCEEDED'))
  })

  it('a call that PostgreSQL refuses does not take the others of its batch with it', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 1)
    await t.part.database.query({
      text: `ALTER TABLE usage_record ADD CONSTRAINT no_poison CHECK (metadata ->> 'note' IS DISTINCT FROM 'poison')`,
    })
    const outcomes = await Promise.allSettled([
      t.consumed(namespace.id, 'credits', 1),
      t.consumed(namespace.id, 'credits', 1, { metadata: { note: 'poison' } }),
      t.consumed(namespace.id, 'credits', 1),
    ])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(await t.standing(namespace.id, 'credits'), [3, 100, 97])
  })

  it('an Idempotency-Key has its first answer, also when the call would be refused by now', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const keyed = () => ({ context: asOperator({ idempotency: make.idempotency() }) })
    const ask = (by: ReturnType<typeof keyed>, feature: string) => t.consumed(namespace.id, feature, 2, {}, by)
    const [counts, denied, late] = [keyed(), keyed(), keyed()]
    const first = [await ask(counts, 'credits'), await ask(denied, 'nothing')]
    assert.deepEqual(
      first.map(({ decision }) => decision?.reason),
      ['', 'FEATURE_NOT_FOUND'],
    )
    await t.workspaces.deleteWorkspace({ idOrSlug: workspace.id }, t.operator)
    assert.deepEqual([await ask(counts, 'credits'), await ask(denied, 'nothing')], first)
    for (let times = 0; times < 2; times++) await assert.rejects(ask(late, 'credits'), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('an Idempotency-Key has its first answer, also when its quantity would be refused by now', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const keyed = { context: asOperator({ idempotency: make.idempotency() }) }
    const first = await t.consumed(namespace.id, 'credits', 2, {}, keyed)
    assert.deepEqual(await t.consumed(namespace.id, 'credits', -1, {}, keyed), first)
    await assert.rejects(t.consumed(namespace.id, 'credits', -1), { code: 'VALIDATION_ERROR' })
  })

  it('an Idempotency-Key has its first answer, also while its plan cannot be read; a new key is free afterwards', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const keyed = () => ({ context: asOperator({ idempotency: make.idempotency() }) })
    const [known, fresh] = [keyed(), keyed()]
    const ask = (by: ReturnType<typeof keyed>) => t.consumed(namespace.id, 'credits', 2, {}, by)
    const first = await ask(known)
    await t.part.database.query({ text: 'ALTER TABLE boost RENAME TO boost_out_of_reach' })
    try {
      assert.deepEqual(await ask(known), first)
      await assert.rejects(ask(fresh), { code: 'INTERNAL_ERROR' })
    } finally {
      await t.part.database.query({ text: 'ALTER TABLE boost_out_of_reach RENAME TO boost' })
    }
    assert.equal((await ask(fresh)).decision?.currentUsage, 4)
  })

  it('calls that come one after the other beside a batch that runs share the next one', async () => {
    const ids = await Promise.all(
      Array.from({ length: 17 }, async () => {
        const { namespace } = await t.newOwner()
        await t.assign(ofNamespace(namespace.id), 'small')
        await t.consume(namespace.id, 'credits', 1)
        return namespace.id
      }),
    )
    const [held = '', ...others] = ids
    // On a busy machine they may come more slowly than a batch waits for them.
    await eventually(async () => {
      const client = await t.part.database.pool.connect()
      const known = await recordsOf(others)
      try {
        await client.query('BEGIN')
        await client.query('SELECT FROM balance WHERE owner_id = $1 FOR UPDATE', [held])
        const calls = [t.consumed(held, 'credits', 1)]
        await eventually(async () => assert.equal(await countWaiting(t.part.database), 1))
        for (const id of others) {
          calls.push(t.consumed(id, 'credits', 1))
          await tick()
        }
        await Promise.all(calls.slice(1))
        const fresh = (await recordsOf(others)).filter(({ id }) => !known.some((one) => one.id === id))
        assert.deepEqual([fresh.length, new Set(fresh.map(({ xmin }) => xmin)).size], [16, 1])
        await client.query('COMMIT')
        await calls[0]
      } finally {
        await client.query('ROLLBACK')
        client.release()
      }
    })
  })

  it('a call that the plan denies waits for no balance of the others', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 1)
    const client = await t.part.database.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT FROM balance WHERE owner_id = $1 FOR UPDATE', [namespace.id])
      let isCounted = false
      const counting = t.consumed(namespace.id, 'credits', 1).finally(() => {
        isCounted = true
      })
      const { decision } = await t.consumed(namespace.id, 'nothing', 1)
      assert.deepEqual([decision?.reason, isCounted], ['FEATURE_NOT_FOUND', false])
      await client.query('COMMIT')
      assert.equal((await counting).decision?.isAllowed, true)
    } finally {
      client.release(true)
    }
  })
})

/** A namespace with a plan, some use, a reservation that holds and one that is over. */
async function madeReady({ used, active, lapsed }: Before) {
  const { namespace, workspace } = await t.newOwner()
  const { id } = namespace
  await t.assign(ofNamespace(id), 'small')
  if (used > 0) await t.record(id, 'credits', used)
  const aside = [active, lapsed].filter((quantity) => quantity > 0)
  for (const quantity of aside) {
    const { reservation } = await t.reserve(id, 'credits', quantity)
    if (quantity === lapsed && reservation !== undefined)
      await t.part.database.query({
        text: `UPDATE reservation SET expires_at = plinth_now() - interval '1 second' WHERE id = $1`,
        values: [reservation.id],
      })
  }
  return { id, workspaceId: workspace.id }
}

const eventIdOf = (id: string, { event, isUse }: Op) => (event < 3 || !isUse ? '' : `${id}-${event}`)

async function asked(id: string, one: Op): Promise<object> {
  const { isUse, feature, quantity } = one
  return isUse ? t.consumed(id, feature, quantity, { eventId: eventIdOf(id, one) }) : t.reserve(id, feature, quantity)
}

/** The caller's answer, without ids and times. */
async function told(ask: () => Promise<object>): Promise<unknown> {
  try {
    const text = JSON.stringify(await ask(), (key, value) => (/At$|asOf/.test(key) ? undefined : value))
    return JSON.parse(text.replaceAll(/"(use|res|ns|wks)_[^"]+"/g, '"$1"'))
  } catch (thrown) {
    assert.ok(thrown instanceof PlinthError, String(thrown))
    return [thrown.code, thrown.details]
  }
}

/** Everything that was written. */
async function booksOf({ id, workspaceId }: { id: string; workspaceId: string }) {
  const query = (text: string) => t.part.database.query({ text, values: [id] })
  const outbox = await t.part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox ORDER BY id' })
  return {
    // A sweep frees expired reservations at any moment: the quantities that they still hold are left out.
    balances: await query(`SELECT * FROM (SELECT pool, used, alerted,
          reserved - (SELECT coalesce(sum(quantity), 0)::bigint FROM reservation r WHERE r.owner_id = b.owner_id AND r.pool = b.pool
            AND r.status = 'active' AND r.expires_at <= plinth_now()) AS reserved
        FROM balance b WHERE owner_id = $1) AS net
      WHERE used + reserved > 0 ORDER BY pool`),
    records: await query('SELECT feature, pool, quantity FROM usage_record WHERE owner_id = $1 ORDER BY 1, 2, 3'),
    reservations: await query(
      `SELECT feature, pool, quantity FROM reservation WHERE owner_id = $1 AND status = 'active'
        AND expires_at > plinth_now() ORDER BY 1, 2, 3`,
    ),
    hours: await query('SELECT pool, used FROM usage_hour WHERE owner_id = $1'),
    events: await query('SELECT feature, quantity FROM usage_event WHERE namespace_id = $1 ORDER BY 1, 2'),
    alerts: outbox
      .map(({ payload }) => Event.decode(payload))
      .filter((event) => event.workspaceId === workspaceId && event.type.startsWith('entitlement.'))
      .map(({ type, attributesJson }) => [type, JSON.parse(Buffer.from(attributesJson).toString())])
      .map(([type, { feature, threshold, used, limit }]) => [feature, type, threshold, used, limit])
      // Alerts of one balance come in order; those of two balances come in any.
      .toSorted(([one], [other]) => (one < other ? -1 : Number(one > other))),
  }
}
