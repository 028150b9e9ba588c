// The real ledger on PostgreSQL, moved through months and years, against a model that sums up a list of facts.
import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import fc from 'fast-check'
import { startLedger } from './ledger.ts'
import { LedgerModel, type Pool, pools } from './ledger-model.ts'
import { dayMs, ofNamespace } from './plans.ts'
import { beginning } from './tenancy.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

// LEDGER_LIVES=500 asks more than 10,000 questions.
const lives = Number(process.env['LEDGER_LIVES'] ?? 30)

type Step =
  | { kind: 'consume' | 'record' | 'giveBack'; feature: Pool | 'chat'; part: number }
  | { kind: 'reserve'; feature: Pool | 'chat'; part: number; ttlSeconds: number }
  | { kind: 'commit' | 'release'; which: number; part: number }
  | { kind: 'travel'; ms: number }

// Travels are whole steps of time, and reservations end in the middle of one: nothing turns while the real clock goes on.
const stepMs = 600_000
const minutes = (most: number, least = 10) =>
  fc.integer({ min: least / 10, max: most / 10 }).map((steps) => steps * stepMs)
const [hour, day] = [60, 24 * 60]

const feature = fc.constantFrom<Pool | 'chat'>('credits', 'chat', 'storage', 'mails', 'mails')
const part = fc.double({ min: 0, max: 1, noNaN: true })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('consume', 'consume', 'record', 'giveBack'), feature, part }),
  fc.record({
    ...{ kind: fc.constant('reserve' as const), feature, part },
    ttlSeconds: fc.constantFrom(300, 3_900, 86_100),
  }),
  fc.record({ kind: fc.constantFrom('commit', 'release'), which: fc.nat(9), part }),
  fc.record({
    kind: fc.constant('travel' as const),
    ms: fc.oneof(minutes(3 * hour), minutes(3 * day, hour), minutes(70 * day, day)),
  }),
)

it(`is what a list of facts sums up to, at every step of ${lives} lives`, { timeout: 600_000 }, async (test) => {
  let asked = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), fc.nat(365 * 4), async (steps, startDay) => {
      // A day of four years to come, leap day included; months begin on the 31st, or the last before it.
      let at = beginning.getTime() + startDay * dayMs
      await t.travelTo(new Date(at))
      const { id } = (await t.newOwner()).namespace
      const anchor = new Date('2026-01-31T10:00:00Z')
      await t.assign(ofNamespace(id), 'small', { billingAnchor: anchor })
      const model = new LedgerModel(anchor)
      for (const one of steps) {
        if (one.kind === 'travel') {
          at += one.ms
          await t.travelTo(new Date(at))
        } else await take(id, model, one)
        for (const pool of ['credits', 'storage', 'mails'] as const) {
          asked++
          assert.deepEqual(await t.standing(id, pool), model.standing(pool, t.now().getTime()), pool)
        }
      }
      assert.ok((await t.proof(id)).every(({ balance, ledger }) => balance === ledger))
    }),
    // Shrinking would take minutes; the seed that is printed repeats the run.
    { numRuns: lives, endOnFailure: true },
  )
  await t.travel(0)
  test.diagnostic(`${asked} questions in ${lives} lives`)
})

async function take(id: string, model: LedgerModel, one: Exclude<Step, { kind: 'travel' }>): Promise<void> {
  const now = t.now().getTime()
  if ('which' in one) return endOne(id, model, one, now)
  const pool = one.feature === 'chat' ? 'credits' : one.feature
  const quantity = 1 + Math.floor(one.part * pools[pool] * 0.6)
  const isAllowed = model.mayUse(pool, quantity, now)
  if (one.kind === 'record') {
    await t.record(id, one.feature, quantity)
    model.count(pool, quantity, now)
  } else if (one.kind === 'giveBack') {
    const back = model.givenBack(pool, quantity, now)
    assert.equal((await t.record(id, one.feature, -quantity)).quantity + back, 0)
    model.count(pool, -back, now)
  } else if (!('ttlSeconds' in one)) {
    assert.equal((await t.consume(id, one.feature, quantity)).isAllowed, isAllowed)
    if (isAllowed) model.count(pool, quantity, now)
  } else {
    const { reservation } = await t.reserve(id, one.feature, quantity, one.ttlSeconds)
    assert.equal(reservation !== undefined, isAllowed)
    if (reservation === undefined) return
    const expiresAt = reservation.expiresAt?.getTime() ?? 0
    model.held.set(reservation.id, { pool, at: now, quantity, expiresAt, state: 'active' })
  }
}

async function endOne(
  id: string,
  model: LedgerModel,
  { kind, which, part: share }: Extract<Step, { kind: 'commit' | 'release' }>,
  now: number,
): Promise<void> {
  const made = [...model.held]
  const [reservationId, held] = made[which % Math.max(made.length, 1)] ?? []
  if (reservationId === undefined || held === undefined) return
  // Of 1 that is one more than was set aside.
  const quantity = Math.floor(share * (held.quantity + 1))
  const ending = kind === 'commit' ? t.commit(id, reservationId, quantity) : t.release(id, reservationId)
  const wanted = kind === 'commit' ? 'committed' : 'released'
  if (held.state === wanted) await ending
  else if (held.state !== 'active' || now >= held.expiresAt) await assert.rejects(ending, { code: 'STATE_CONFLICT' })
  else if (kind === 'commit' && quantity > held.quantity) await assert.rejects(ending, { code: 'VALIDATION_ERROR' })
  else {
    await ending
    held.state = wanted
    if (kind === 'commit') model.count(held.pool, quantity, held.at)
  }
}
