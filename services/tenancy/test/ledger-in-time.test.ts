import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Boost_Duration as Duration } from '@plinth/proto/tenancy/v1/boosts.ts'
import { eventually } from '@plinth/testkit'
import { sweepEveryMs } from '../src/entitlements/reservations/expiry.ts'
import { outcome, startLedger } from './ledger.ts'
import { dayMs, hourMs, ofNamespace, ofWorkspace } from './plans.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

/** A namespace that holds a package itself, and its workspace. */
const withPackage = async (code = 'small') => {
  const owner = await t.newOwner()
  const assignment = await t.assign(ofNamespace(owner.namespace.id), code)
  return { ...owner, id: owner.namespace.id, assignment }
}

describe('a reservation', () => {
  it('sets aside; a commit records and releases the rest; a second time the same answer', async () => {
    const { id } = await withPackage()
    const { decision, reservation } = await t.reserve(id, 'credits', 60)
    assert.deepEqual(decision && outcome(decision), [true, '', 0, 100, 40])
    const made = reservation?.id ?? ''
    assert.deepEqual(outcome(await t.consume(id, 'credits', 50)), [false, 'LIMIT_EXCEEDED', 0, 100, 40])
    const committed = await t.commit(id, made, 25)
    assert.deepEqual([committed.status, committed.quantity], ['committed', 25])
    assert.deepEqual(await t.commit(id, made, 25), committed)
    await assert.rejects(t.release(id, made), { code: 'STATE_CONFLICT' })
    assert.deepEqual(await t.standing(id, 'credits'), [25, 100, 75])
  })

  it('released gives back whole; a second time the same answer, a commit 409', async () => {
    const { id } = await withPackage()
    const made = (await t.reserve(id, 'credits', 60)).reservation?.id ?? ''
    const released = await t.release(id, made)
    assert.deepEqual(await t.release(id, made), released)
    await assert.rejects(t.commit(id, made), { code: 'STATE_CONFLICT' })
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
  })

  it('is refused beyond the limit, and makes nothing', async () => {
    const { id } = await withPackage()
    const { decision, reservation } = await t.reserve(id, 'credits', 101)
    assert.deepEqual([decision?.reason, reservation], ['LIMIT_EXCEEDED', undefined])
    for (const ttl of [0, 86_401]) await assert.rejects(t.reserve(id, 'credits', 1, ttl), { code: 'VALIDATION_ERROR' })
    const made = (await t.reserve(id, 'credits', 5)).reservation?.id ?? ''
    await assert.rejects(t.commit(id, made, 6), { code: 'VALIDATION_ERROR' })
    await assert.rejects(t.commit(id, 'res_nothing'), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('expired does not count from its instant on, before any sweep; then 409', async () => {
    const { id } = await withPackage()
    const made = (await t.reserve(id, 'credits', 100, 3_600)).reservation?.id ?? ''
    assert.equal((await t.consume(id, 'credits', 1)).isAllowed, false)
    await t.travel(2 * hourMs)
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
    assert.deepEqual(outcome(await t.consume(id, 'credits', 100)), [true, '', 100, 100, 0])
    await assert.rejects(t.commit(id, made), { code: 'STATE_CONFLICT' })
    await t.travel(0)
  })

  it('expired is freed by the service itself, which looks at least every 5 s', async () => {
    assert.ok(sweepEveryMs <= 5_000)
    const { id } = await withPackage()
    await t.reserve(id, 'credits', 60, 3_600)
    await t.travel(2 * hourMs)
    const text = 'SELECT reserved FROM balance WHERE owner_id = $1'
    await eventually(async () => {
      assert.deepEqual(await t.part.database.query({ text, values: [id] }), [{ reserved: 0 }])
    })
    await t.travel(0)
  })

  it('counts at the level of its making, whatever the namespace has got since', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    await t.consume(namespace.id, 'credits', 10)
    const made = (await t.reserve(namespace.id, 'credits', 85)).reservation?.id ?? ''
    const { id } = await t.assign(ofNamespace(namespace.id), 'single')
    assert.deepEqual(await t.standing(namespace.id, 'credits'), [0, 7, 7])
    await t.commit(namespace.id, made, 85)
    assert.deepEqual(await t.standing(namespace.id, 'credits'), [0, 7, 7])
    await t.assignments.cancelAssignment({ owner: ofNamespace(namespace.id), id, isAtPeriodEnd: false }, t.operator)
    assert.deepEqual(await t.standing(namespace.id, 'credits'), [95, 100, 5])
    await t.consume(namespace.id, 'credits', 1)
    const told = (await t.eventsOf(workspace.id)).filter(({ type }) => type.startsWith('entitlement.'))
    assert.deepEqual(
      told.map(({ attributes }) => [attributes['threshold'], attributes['limit']]),
      [
        [80, 100],
        [90, 100],
      ],
    )
  })

  it('counts in the window of its making, wherever the month has gone', async () => {
    const { id } = await withPackage()
    const start = t.now()
    const boundary = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, start.getUTCDate(), start.getUTCHours())
    // The anchor is the moment of assigning: the cycle ends a month after it.
    await t.travel(boundary - start.getTime() - 2 * hourMs)
    const made = (await t.reserve(id, 'credits', 10, 86_400)).reservation?.id ?? ''
    await t.travel(boundary - start.getTime() + 12 * hourMs)
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
    await t.commit(id, made)
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
    assert.deepEqual(
      (await t.proof(id)).map(({ balance, ledger }) => [balance, ledger]),
      [[10, 10]],
    )
    await t.travel(0)
  })
})

describe('windows', () => {
  it('a month begins anew at the anchor’s boundary, and keeps what it was', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small', { billingAnchor: new Date('2026-01-31T10:00:00Z') })
    assert.equal((await t.consume(namespace.id, 'credits', 100)).isAllowed, true)
    const next = nextAnchor(t.now())
    await t.travelTo(new Date(next.getTime() - hourMs))
    assert.equal((await t.consume(namespace.id, 'credits', 1)).isAllowed, false)
    await t.travelTo(new Date(next.getTime() + 1_000))
    assert.deepEqual(outcome(await t.consume(namespace.id, 'credits', 1)), [true, '', 1, 100, 99])
    assert.deepEqual(
      (await t.proof(namespace.id)).map(({ balance, ledger }) => [balance, ledger]),
      [
        [1, 1],
        [100, 100],
      ],
    )
    await t.travel(0)
  })

  it('a rolling window gives back by the hour', async () => {
    const { id } = await withPackage()
    await t.consume(id, 'mails', 4)
    await t.travel(3 * hourMs)
    await t.consume(id, 'mails', 6)
    assert.equal((await t.consume(id, 'mails', 1)).isAllowed, false)
    const resetAt = async () => {
      const { entitlements } = await t.entitlements.listEntitlements(
        { owner: ofNamespace(id), isComplete: false },
        t.operator,
      )
      return entitlements.find(({ feature }) => feature === 'mails')?.resetAt?.getTime()
    }
    const firstHour = Math.floor((t.now().getTime() - 3 * hourMs) / hourMs) * hourMs
    assert.equal(await resetAt(), firstHour + 2 * dayMs + hourMs)
    await t.travel(2 * dayMs + 1.01 * hourMs)
    assert.deepEqual(await t.standing(id, 'mails'), [6, 10, 4])
    assert.equal(await resetAt(), firstHour + 3 * hourMs + 2 * dayMs + hourMs)
    assert.deepEqual(outcome(await t.consume(id, 'mails', 4)), [true, '', 10, 10, 0])
    await t.travel(2 * dayMs + 4.01 * hourMs)
    assert.deepEqual(await t.standing(id, 'mails'), [4, 10, 6])
    await t.record(id, 'mails', -3)
    await t.travel(5 * dayMs)
    assert.equal((await t.consume(id, 'mails', 10)).isAllowed, true)
    assert.ok((await t.proof(id)).every(({ balance, ledger }) => balance === ledger))
    await t.travel(0)
  })
})

describe('alerts', () => {
  const alertsOf = async (workspaceId: string) =>
    (await t.eventsOf(workspaceId))
      .filter(({ type }) => type.startsWith('entitlement.'))
      .map(({ type, attributes }) => [type, attributes['threshold'], attributes['used']])

  it('tell 80, 90 and 100 % once each, in the transaction that crossed them', async () => {
    const { id, workspace } = await withPackage()
    for (const quantity of [79, 1, 5, 5, 10, 10]) await t.consume(id, 'credits', quantity)
    await t.record(id, 'credits', -50)
    await t.consume(id, 'credits', 50)
    assert.deepEqual(await alertsOf(workspace.id), [
      ['entitlement.limit_warning', 80, 80],
      ['entitlement.limit_warning', 90, 90],
      ['entitlement.limit_reached', 100, 100],
    ])
  })

  it('one jump tells them all; the next month tells them again', async () => {
    const { id, workspace } = await withPackage()
    await t.consume(id, 'credits', 100)
    assert.equal((await alertsOf(workspace.id)).length, 3)
    await t.travel(32 * dayMs)
    await t.consume(id, 'credits', 80)
    assert.equal((await alertsOf(workspace.id)).length, 4)
    await t.travel(0)
  })

  it('count what is committed, not what is reserved', async () => {
    const { id, workspace } = await withPackage()
    const made = (await t.reserve(id, 'credits', 95)).reservation?.id ?? ''
    assert.equal((await alertsOf(workspace.id)).length, 0)
    await t.commit(id, made)
    assert.equal((await alertsOf(workspace.id)).length, 2)
  })

  it('name the window that a commit counts in, also when the month has turned since its reserve', async () => {
    const { id, workspace } = await withPackage()
    const start = t.now()
    const boundary = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, start.getUTCDate(), start.getUTCHours())
    await t.travel(boundary - start.getTime() - 2 * hourMs)
    await t.consume(id, 'credits', 80)
    const made = (await t.reserve(id, 'credits', 20, 86_400)).reservation?.id ?? ''
    await t.travel(boundary - start.getTime() + 12 * hourMs)
    await t.commit(id, made)
    const windows = (await t.eventsOf(workspace.id))
      .filter(({ type }) => type.startsWith('entitlement.'))
      .map(({ attributes }) => [attributes['threshold'], attributes['window_start'], attributes['reset_at']])
    const [[, from, until] = []] = windows
    assert.deepEqual(windows, [
      [80, from, until],
      [90, from, until],
      [100, from, until],
    ])
    await t.travel(0)
  })
})

describe('the books', () => {
  it('the log holds every change of package, boost and usage, newest first, and takes a cursor', async () => {
    const { id, workspace, assignment } = await withPackage()
    await t.boost(ofNamespace(id), { duration: Duration.DURATION_PERMANENT })
    await t.assign(ofWorkspace(workspace.id), 'extra')
    await t.consume(id, 'credits', 5)
    const query = { page: 0, perPage: 3, cursor: '', filters: [], sort: [] }
    const first = await t.usage.listEntitlementLog({ namespaceIdOrUuid: id, workspaceIdOrSlug: '', query }, t.operator)
    assert.deepEqual(
      first.entries.map(({ action }) => action),
      ['usage.recorded', 'package.assigned', 'boost.activated'],
    )
    const rest = { ...query, cursor: first.page?.nextCursor ?? '' }
    const second = await t.usage.listEntitlementLog(
      { namespaceIdOrUuid: id, workspaceIdOrSlug: '', query: rest },
      t.operator,
    )
    assert.deepEqual(
      second.entries.map(({ action, subjectId }) => [action, subjectId]),
      [['package.assigned', assignment.id]],
    )
  })

  it('reconcile finds what does not add up', async () => {
    const { id } = await withPackage()
    await t.consume(id, 'credits', 5)
    await t.part.database.query({ text: 'UPDATE balance SET used = used + 1 WHERE owner_id = $1', values: [id] })
    const [proof] = await t.proof(id)
    assert.deepEqual([proof?.feature, proof?.balance, proof?.ledger], ['credits', 6, 5])
  })

  it('a namespace lists every feature it has, with what is used of it', async () => {
    const { id } = await withPackage()
    await t.consume(id, 'credits', 5)
    const { entitlements } = await t.entitlements.listEntitlements(
      { owner: ofNamespace(id), isComplete: false },
      t.operator,
    )
    const byFeature = Object.fromEntries(entitlements.map(({ feature, used, limit }) => [feature, [used, limit]]))
    assert.deepEqual(byFeature, {
      ...{ chat: [5, 100], credits: [5, 100], domains: [0, undefined], mails: [0, 10] },
      ...{ 'plinth.namespaces': [0, 3], storage: [0, 1_000] },
    })
  })
})

/** The first 10:00 UTC on the 31st, or the last day of a shorter month, after a moment. */
function nextAnchor(after: Date): Date {
  for (let month = after.getUTCMonth(); ; month++) {
    const last = new Date(Date.UTC(after.getUTCFullYear(), month + 1, 0, 10))
    if (last > after) return last
  }
}
