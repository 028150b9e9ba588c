import type { MemberOutcome, Statement, Tx } from '@plinth/kit/db'
import { holdPayments } from '../namespaces/owner-lock.ts'
import { findPayers, type PayerRow } from '../namespaces/payment-store.ts'
import { keyNameOf, type Place } from './balance.ts'
import type { StoredAnswer } from './event-store.ts'
import type { Payment } from './plan-reader.ts'
import { eventNameOf, eventOf, type Held, Round, type Taken } from './round.ts'
import type { Ask } from './turn-asks.ts'
import * as store from './turn-store.ts'

/** An ask, and how its method answers. */
export interface Turn {
  ask: Ask
  toAnswer: (taken: Taken) => unknown
}

/** Holds who pays and the balances, and looks for the payers and the event_ids. */
export function openingOf(turns: readonly Turn[]): Statement[] {
  const events = turns.map(({ ask }) => eventOf(ask)).filter((event) => event !== undefined)
  return [
    ...payersOf(turns),
    store.holdBalances(distinctPlaces(turns)),
    ...(events.length === 0 ? [] : [store.findEvents(events)]),
  ]
}

/** Before any balance is locked: who ends a payment locks balances with the owner's lock held. */
function payersOf(turns: readonly Turn[]): Statement[] {
  const paid = turns.filter(({ ask }) => paymentOf(ask) !== undefined)
  if (paid.length === 0) return []
  return [
    holdPayments(paid.map(({ ask }) => paymentOf(ask)?.ownerId ?? '')),
    findPayers(paid.map(({ ask }) => ask.plan.namespaceId)),
  ]
}

/** The one that the ask counts on, if it does. */
const paymentOf = ({ plan, resolution }: Ask): Payment | undefined =>
  resolution.level === 'workspace' ? plan.payment : undefined

/** Does who paid when the plan was read pay still? */
function isPaid(ask: Ask, payers: readonly PayerRow[]): boolean {
  const payment = paymentOf(ask)
  const isPayer = (row: PayerRow) => row.id === ask.plan.namespaceId && row.workspace_id === payment?.payerId
  return payment === undefined || payers.some(isPayer)
}

/** Decides turns in their order on the balances that the transaction holds, and sends what came of them with its commit. */
export async function decideTurns(tx: Tx, turns: readonly Turn[], opened: object[][]): Promise<MemberOutcome[]> {
  // The statements about payers are two, in front, or none.
  const [heldRows = [], eventRows = []] = opened.slice(opened.length > 2 ? 2 : 0)
  const payers = (opened.length > 2 ? opened[1] : []) as PayerRow[]
  const rows = heldRows as store.HeldRow[]
  const [first] = rows
  if (first === undefined) return turns.map(() => undefined)
  const events = eventRows as store.EventRow[]
  const round = new Round(first.at, await standingsOf(tx, rows), boundOf(events))
  const outcomes = turns.map(({ ask, toAnswer }) => {
    const outcome = isPaid(ask, payers) ? round.take(ask) : undefined
    return outcome !== undefined && 'taken' in outcome ? { answer: toAnswer(outcome.taken) } : outcome
  })
  for (const event of round.alerts) tx.emit(event)
  for (const { place } of round.changes.values()) tx.touch(place.ownerId)
  for (const statement of statementsOf(round, events)) tx.atCommit(statement)
  return outcomes
}

export function distinctPlaces(turns: readonly Turn[]): Place[] {
  return [...new Map(turns.map(({ ask: { place } }) => [keyNameOf(place), place])).values()]
}

async function standingsOf(tx: Tx, rows: readonly store.HeldRow[]): Promise<Map<string, Held>> {
  const reserved = rows.filter((row) => row.reserved > 0).map(store.keyOf)
  const lapsed = reserved.length === 0 ? [] : await store.findLapsed(tx, reserved)
  const lapsedOf = new Map(lapsed.map((row) => [keyNameOf(store.keyOf(row)), row.lapsed]))
  return new Map(
    rows.map((row) => {
      const name = keyNameOf(store.keyOf(row))
      const { used, reserved, alerted } = row
      return [
        name,
        { used, reserved, alerted, lapsed: lapsedOf.get(name) ?? 0, countedFrom: row.counted_from ?? undefined },
      ]
    }),
  )
}

const boundOf = (rows: readonly store.EventRow[]): Map<string, StoredAnswer> =>
  new Map(rows.filter(({ has_expired }) => !has_expired).map((row) => [eventNameOf(store.eventKeyOf(row)), row]))

function statementsOf(
  { changes, records, reservations, bound }: Round,
  events: readonly store.EventRow[],
): Statement[] {
  const expired = events.filter(({ has_expired }) => has_expired).map(store.eventKeyOf)
  const places = new Map([...changes.keys()].map((key, place) => [key, place]))
  const placed = records.map(({ record, key }) => ({ record, place: places.get(key) ?? 0 }))
  return [
    ...(changes.size === 0 ? [] : [store.countMany([...changes.values()], placed)]),
    ...(reservations.length === 0 ? [] : [store.insertReservations(reservations)]),
    ...(bound.length === 0 || expired.length === 0 ? [] : [store.forgetExpired(expired)]),
    ...(bound.length === 0 ? [] : [store.bindEvents(bound)]),
  ]
}
