import { askTime, type GroupWork, type MemberOutcome, type Statement, type Tx } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import { findPayers, type PayerRow } from '../../namespaces/payment-store.ts'
import { holdPayments } from '../../owner-lock.ts'
import { keyNameOf, type Place } from '../balances/balance.ts'
import type { HeldBalance } from '../balances/held-balance.ts'
import { findLapsed, type HeldRow, holdBalances } from '../balances/held-store.ts'
import { emitAlerts } from '../balances/limit-alert-store.ts'
import { repairBalances } from '../balances/repair-store.ts'
import { BatchDecider, eventNameOf, isCurrent } from './batch-decider.ts'
import { type BatchItem, type EntitledItem, eventOf, paymentOf } from './batch-item.ts'
import { countMany, insertReservations } from './batch-store.ts'
import type { ConsumeResult } from './consume-result.ts'
import { bindEvents, type EventRow, findEvents, forgetExpired } from './event-store.ts'

/** A call's item, and the answer of its method. */
export interface BatchEntry {
  item: BatchItem
  toAnswer: (result: ConsumeResult) => unknown
}

/** Decides a batch on its balances as they stand. An item whose balance must be repaired stays undecided. */
export const decideBatch: GroupWork<BatchEntry> = {
  opening: (entries) => openingOf(entries, false),
  decide: async (tx, entries, opened) => {
    const { held, ...found } = readOpening(opened)
    return decideOn(tx, entries, { ...found, held: held.filter((row) => 'ownerId' in row) })
  },
}

/** The same on balances that are repaired first. An item that is undecided even so has a plan that has changed. */
export const repairAndDecideBatch: GroupWork<BatchEntry> = {
  opening: (entries) => openingOf(entries, true),
  decide: async (tx, entries, opened) => {
    const at = await tx.time()
    const current = entitledOf(entries).filter((item) => isCurrent(item, at))
    const wanted = distinctPlaces(current).map((place) => ({ place, limit: limitAt(place, current) }))
    return decideOn(tx, entries, { ...readOpening(opened), held: await repairBalances(tx, wanted) })
  },
}

/** Holds the payments and then the balances: ending a payment locks balances too, with the owner's lock held. */
function openingOf(entries: readonly BatchEntry[], isRepairing: boolean): Statement[] {
  const items = entitledOf(entries)
  const paid = items.flatMap((item) => {
    const payment = paymentOf(item)
    return payment === undefined ? [] : [{ payment, namespaceId: item.plan.namespaceId }]
  })
  const events = entries.map(({ item }) => eventOf(item)).filter((event) => event !== undefined)
  return [
    ...(paid.length === 0
      ? []
      : [holdPayments(paid.map(({ payment }) => payment)), findPayers(paid.map(({ namespaceId }) => namespaceId))]),
    isRepairing || items.length === 0 ? askTime : holdBalances(distinctPlaces(items)),
    ...(events.length === 0 ? [] : [findEvents(events)]),
  ]
}

interface Found {
  payers: PayerRow[]
  held: HeldRow[]
  events: EventRow[]
}

/** The rows of openingOf's statements: two about payers in front, or none. */
function readOpening(opened: object[][]): Found {
  const [payers, rest] = opened.length > 2 ? [opened[1], opened.slice(2)] : [[], opened]
  const [held = [], events = []] = rest
  return {
    payers: (payers ?? []).map(fromRow<PayerRow>),
    held: held.map(fromRow<HeldRow>),
    events: events.map(fromRow<EventRow>),
  }
}

/** Decides the items in their order on the locked balances, and sends the changes with the commit. */
async function decideOn(tx: Tx, entries: readonly BatchEntry[], { payers, held, events }: Found) {
  if (entries.length === 0) return []
  const decider = new BatchDecider({
    at: await tx.time(),
    held: await heldBalances(tx, held),
    events: new Map(events.filter(({ hasExpired }) => !hasExpired).map((row) => [eventNameOf(row), row] as const)),
    payers: new Map(payers.map(({ id, workspaceId }) => [id, workspaceId])),
  })
  const outcomes = entries.map(({ item, toAnswer }): MemberOutcome => {
    const decided = decider.decide(item)
    return decided !== undefined && 'result' in decided ? { answer: toAnswer(decided.result) } : decided
  })
  emitAlerts(tx, decider.alerts)
  for (const { place } of decider.changes.values()) tx.touch(place.ownerId)
  for (const statement of statementsOf(decider, events)) tx.atCommit(statement)
  return outcomes
}

async function heldBalances(tx: Tx, rows: readonly HeldRow[]): Promise<Map<string, HeldBalance>> {
  const reserved = rows.filter((row) => row.reserved > 0)
  const lapsed = reserved.length === 0 ? [] : await findLapsed(tx, reserved)
  const lapsedOf = new Map(lapsed.map((row) => [keyNameOf(row), row.lapsed]))
  return new Map(
    rows.map((row) => {
      const name = keyNameOf(row)
      return [name, { ...row, lapsed: lapsedOf.get(name) ?? 0 }]
    }),
  )
}

function statementsOf(
  { changes, records, reservations, bound }: BatchDecider,
  events: readonly EventRow[],
): Statement[] {
  const expired = events.filter(({ hasExpired }) => hasExpired)
  const places = new Map([...changes.keys()].map((key, place) => [key, place]))
  const placed = records.map(({ record, key }) => ({ record, place: places.get(key) ?? 0 }))
  return [
    ...(changes.size === 0 ? [] : [countMany([...changes.values()], placed)]),
    ...(reservations.length === 0 ? [] : [insertReservations(reservations)]),
    ...(bound.length === 0 || expired.length === 0 ? [] : [forgetExpired(expired)]),
    ...(bound.length === 0 ? [] : [bindEvents(bound)]),
  ]
}

const entitledOf = (entries: readonly BatchEntry[]): EntitledItem[] =>
  entries.map(({ item }) => item).filter((item) => item.kind === 'entitled')

const distinctPlaces = (items: readonly EntitledItem[]): Place[] => [
  ...new Map(items.map(({ place }) => [keyNameOf(place), place])).values(),
]

const limitAt = (place: Place, items: readonly EntitledItem[]): number | undefined =>
  items.find((item) => keyNameOf(item.place) === keyNameOf(place))?.resolution.limit
