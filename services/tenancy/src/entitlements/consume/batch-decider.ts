import type { PlinthError } from '@plinth/kit/errors'
import type { EventOrigin } from '@plinth/kit/events/origin'
import { newId } from '@plinth/kit/ids'
import { fail } from '../../errors.ts'
import { keyNameOf, type Place } from '../balances/balance.ts'
import { type Admission, admit, type HeldBalance } from '../balances/held-balance.ts'
import { alertsOf, type LimitAlert } from '../balances/limit-alerts.ts'
import { type Counted, nothingCounted, verdictOf } from '../balances/limit-rule.ts'
import type { NewRecord } from '../balances/record.ts'
import type { Reservation } from '../balances/reservation.ts'
import { hourOf } from '../grants/window.ts'
import {
  type BatchItem,
  type DeniedItem,
  type EntitledItem,
  eventOf,
  paymentOf,
  type ReservationInput,
} from './batch-item.ts'
import { type ConsumeResult, recordOf } from './consume-result.ts'
import { earlierResult } from './dedupe-by-event-id.ts'
import type { EventKey, StoredAnswer } from './event-store.ts'
import type { UsageInput } from './usage-input.ts'

/** Undefined: not decided here. The balance must be repaired first, or the plan has changed since it was read. */
export type Decided = { result: ConsumeResult } | { refusal: PlinthError } | undefined

/** The changes of a batch to a balance. */
export interface BalanceChange {
  place: Place
  used: number
  reserved: number
  alerted: number
  /** The highest limit that allowed something. */
  limitMax: number
}

/** The findings of a batch's transaction. */
export interface BatchFacts {
  /** The time of the transaction. */
  at: Date
  /** The balances that are locked, by keyNameOf. */
  held: ReadonlyMap<string, HeldBalance>
  /** The answers that event_ids are bound to, by eventNameOf. */
  events: ReadonlyMap<string, StoredAnswer>
  /** The paying workspace of namespaces. */
  payers: ReadonlyMap<string, string | undefined>
}

/** Decides the items of a batch in their order, each on the balance that those before it left. */
export class BatchDecider {
  readonly changes = new Map<string, BalanceChange>()
  readonly records: { record: NewRecord; key: string }[] = []
  readonly reservations: Reservation[] = []
  readonly bound: (EventKey & StoredAnswer)[] = []
  readonly alerts: (LimitAlert & { origin: EventOrigin })[] = []
  readonly #facts: BatchFacts
  readonly #events: Map<string, StoredAnswer>
  readonly #stale = new Set<string>()

  constructor(facts: BatchFacts) {
    this.#facts = facts
    this.#events = new Map(facts.events)
  }

  decide(item: BatchItem): Decided {
    if (item.kind === 'refused') return { refusal: item.refusal }
    const event = eventOf(item)
    const known = event === undefined ? undefined : this.#events.get(eventNameOf(event))
    if (known !== undefined) return earlierResult(known, item.quantity)
    if (item.kind === 'denied') return { result: { verdict: denial(item) } }
    return isCurrent(item, this.#facts.at) && this.#isPaid(item) ? this.#count(item) : undefined
  }

  #isPaid(item: EntitledItem): boolean {
    const payment = paymentOf(item)
    return payment === undefined || this.#facts.payers.get(item.plan.namespaceId) === payment.payerId
  }

  #count(item: EntitledItem): Decided {
    const { place, resolution, quantity } = item
    const key = keyNameOf(place)
    const held = this.#facts.held.get(key)
    const { limit } = resolution
    // Those behind a stale one wait as well: they are decided in their order.
    if (this.#stale.has(key)) return undefined
    // A quantity beyond the limit makes no balance.
    if (held === undefined && limit !== undefined && quantity > limit)
      return { result: { verdict: this.#verdict(item, nothingCounted, quantity) } }
    const admission = admitTo(held, item)
    if (admission === 'stale' || held === undefined) {
      this.#stale.add(key)
      return undefined
    }
    if (admission === 'uncountable')
      return {
        refusal: fail.invalid({ quantity: ['The total is larger than the highest number that can be counted.'] }),
      }
    const { isCounted, counted } = admission
    if (!isCounted) return { result: { verdict: this.#verdict(item, counted, quantity) } }
    this.#change(key, item, held)
    const verdict = this.#verdict(item, counted, 0)
    return {
      result: item.wanted.isUse
        ? { verdict, record: this.#record(item, item.wanted.input, key, verdict) }
        : { verdict, reservation: this.#setAside(item, item.wanted.input) },
    }
  }

  #verdict({ resolution, wanted }: EntitledItem, counted: Counted, quantity: number) {
    return verdictOf(resolution, wanted.input.feature, counted, quantity, this.#facts.at)
  }

  #change(key: string, { plan, by, place, resolution, quantity, wanted }: EntitledItem, held: HeldBalance): void {
    if (wanted.isUse) {
      const { alerted, alerts } = alertsOf(plan, resolution, place, held)
      held.alerted = alerted
      this.alerts.push(...alerts.map((alert) => ({ ...alert, origin: by.origin })))
    }
    const change = this.changes.get(key) ?? { place, used: 0, reserved: 0, alerted: 0, limitMax: 0 }
    change[wanted.isUse ? 'used' : 'reserved'] += quantity
    change.alerted = held.alerted
    change.limitMax = Math.max(change.limitMax, resolution.limit ?? Number.MAX_SAFE_INTEGER)
    this.changes.set(key, change)
  }

  #record(item: EntitledItem, input: UsageInput, key: string, verdict: ConsumeResult['verdict']) {
    const record = recordOf(item.plan, item.by, input, item.quantity)
    this.records.push({ record, key })
    const recorded = { ...record, recordedAt: this.#facts.at }
    const event = eventOf(item)
    if (event !== undefined) {
      const stored = { quantity: item.quantity, answer: { verdict, record: recorded } }
      this.#events.set(eventNameOf(event), stored)
      this.bound.push({ ...event, ...stored })
    }
    return recorded
  }

  #setAside({ plan, by, place, quantity }: EntitledItem, { feature, ttlSeconds }: ReservationInput): Reservation {
    const { at } = this.#facts
    const reservation: Reservation = {
      ...{ id: newId('res', by.clock), namespaceId: plan.namespaceId, feature, quantity, place, status: 'active' },
      ...{ createdAt: at, expiresAt: new Date(at.getTime() + ttlSeconds * 1_000) },
    }
    this.reservations.push(reservation)
    return reservation
  }
}

/** As of the reading of the plan: the transaction reads nothing of it again. */
const denial = ({ resolution, wanted, quantity, plan }: DeniedItem) =>
  verdictOf(resolution, wanted.input.feature, nothingCounted, quantity, plan.at)

function admitTo(held: HeldBalance | undefined, { place, resolution, quantity, wanted }: EntitledItem): Admission {
  if (held?.countedFrom?.getTime() !== place.countedFrom?.getTime() || held === undefined) return 'stale'
  return admit(held, { isUse: wanted.isUse, quantity, limit: resolution.limit })
}

/** Whether the window and the hour of the item's plan are still those of now, and no package or boost has begun or ended since. */
export function isCurrent({ place, resolution, plan }: EntitledItem, at: Date): boolean {
  const { end } = resolution.window
  return place.hour.getTime() === hourOf(at).getTime() && (end === undefined || end > at) && !hasTurned(plan, at)
}

function hasTurned({ inputs: { namespace, workspace }, at: readAt }: EntitledItem['plan'], at: Date): boolean {
  const isSince = (turn: Date | undefined) => turn !== undefined && turn > readAt && turn <= at
  return [namespace, ...(workspace === undefined ? [] : [workspace])].some(({ packages, boosts }) =>
    [...packages, ...boosts].some(({ startsAt, expiresAt }) => isSince(startsAt) || isSince(expiresAt)),
  )
}

export const eventNameOf = ({ namespaceId, feature, eventId }: EventKey): string =>
  JSON.stringify([namespaceId, feature, eventId])
