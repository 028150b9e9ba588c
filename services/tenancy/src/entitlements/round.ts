import type { NewEvent } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { newId } from '@plinth/kit/ids'
import { entitlementAlert } from '../entitlement-events.ts'
import { keyNameOf, type Place } from './balance.ts'
import { type Recorded, recordOf, revive, type Verdict, type WantedUse } from './consume-verbs.ts'
import { type Counted, decide } from './decision.ts'
import type { EventKey, StoredAnswer } from './event-store.ts'
import type { NewRecord } from './ledger-store.ts'
import { sameAs } from './once.ts'
import type { Reservation } from './reservation.ts'
import type { WantedReservation } from './reservation-verbs.ts'
import { admitInTurn, type Standing } from './turn.ts'
import type { Ask } from './turn-asks.ts'
import { hourOf } from './window.ts'

/** A balance that the round's transaction holds. */
export interface Held extends Standing {
  countedFrom: Date | undefined
}

/** What one ask was given; record and reservation are undefined when it was refused. */
export interface Taken {
  verdict: Verdict
  record?: Recorded | undefined
  reservation?: Reservation | undefined
}

/** Undefined: not to be told here; the balance is not in order, or the window has moved on since the plan was read. */
export type TurnOutcome = { taken: Taken } | { refusal: PlinthError } | undefined

export interface Change {
  place: Place
  used: number
  reserved: number
  alerted: number
  /** The highest limit that allowed something. */
  most: number
}

const nothing: Counted = { used: 0, reserved: 0 }

/** The turns of one transaction, in their order: each is told by what those before it left. */
export class Round {
  readonly changes = new Map<string, Change>()
  readonly records: { record: NewRecord; key: string }[] = []
  readonly reservations: Reservation[] = []
  readonly bound: (EventKey & StoredAnswer)[] = []
  readonly alerts: NewEvent[] = []
  readonly #at: Date
  readonly #hourMs: number
  readonly #held: ReadonlyMap<string, Held>
  readonly #events: Map<string, StoredAnswer>
  readonly #untidy = new Set<string>()

  /** @param events What event_ids are bound to, by eventNameOf. */
  constructor(at: Date, held: ReadonlyMap<string, Held>, events: ReadonlyMap<string, StoredAnswer>) {
    this.#at = at
    this.#hourMs = hourOf(at).getTime()
    this.#held = held
    this.#events = new Map(events)
  }

  take(ask: Ask): TurnOutcome {
    const { place, resolution, quantity, wanted } = ask
    const { end } = resolution.window
    if (place.hour.getTime() !== this.#hourMs || (end !== undefined && end <= this.#at)) return undefined
    const event = eventOf(ask)
    const known = event === undefined ? undefined : this.#events.get(eventNameOf(event))
    if (known !== undefined) return again(known, quantity)
    const key = keyNameOf(place)
    const held = this.#held.get(key)
    const { limit } = resolution
    if (this.#untidy.has(key)) return undefined
    if (held === undefined && limit !== undefined && quantity > limit) {
      // There is no balance yet, and what alone is beyond the limit makes none.
      return { taken: { verdict: this.#verdict(ask, nothing, quantity) } }
    }
    const isInOrder = held !== undefined && held.countedFrom?.getTime() === place.countedFrom?.getTime()
    const turn = { isUse: wanted.isUse, quantity, limit }
    const admission = isInOrder ? admitInTurn(held, turn) : 'untidy'
    if (admission === 'untidy' || held === undefined) {
      // Whoever came later waits as well.
      this.#untidy.add(key)
      return undefined
    }
    const { isCounted, counted, crossed } = admission
    const verdict = this.#verdict(ask, counted, isCounted ? 0 : quantity)
    if (!isCounted) return { taken: { verdict } }
    this.#change(key, ask, held.alerted)
    for (const threshold of crossed)
      this.alerts.push(entitlementAlert(ask.plan, resolution, { threshold, used: counted.used, limit: limit ?? 0 }))
    return wanted.isUse ? this.#record(ask, wanted.use, key, verdict) : this.#setAside(ask, wanted.reservation, verdict)
  }

  #verdict({ resolution }: Ask, counted: Counted, quantity: number): Verdict {
    const decision = decide(resolution, resolution.feature.code, counted, quantity)
    return { ...decision, at: this.#at, steps: resolution.steps }
  }

  #change(key: string, { place, resolution, quantity, wanted }: Ask, alerted: number): void {
    const change = this.changes.get(key) ?? { place, used: 0, reserved: 0, alerted, most: 0 }
    if (wanted.isUse) change.used += quantity
    else change.reserved += quantity
    change.alerted = alerted
    change.most = Math.max(change.most, resolution.limit ?? Number.MAX_SAFE_INTEGER)
    this.changes.set(key, change)
  }

  #record(ask: Ask, use: WantedUse, key: string, verdict: Verdict): TurnOutcome {
    const record = recordOf(ask.plan, ask.by, use, ask.quantity)
    this.records.push({ record, key })
    const taken = { verdict, record: { ...record, recordedAt: this.#at } }
    const event = eventOf(ask)
    if (event !== undefined) {
      const stored = { quantity: ask.quantity, answer: taken }
      this.#events.set(eventNameOf(event), stored)
      this.bound.push({ ...event, ...stored })
    }
    return { taken }
  }

  #setAside(ask: Ask, { feature, ttlSeconds }: WantedReservation, verdict: Verdict): TurnOutcome {
    const { plan, by, place, quantity } = ask
    const reservation: Reservation = {
      ...{ id: newId('res', by.clock), namespaceId: plan.namespaceId, feature, quantity, place, status: 'active' },
      ...{ createdAt: this.#at, expiresAt: new Date(this.#at.getTime() + ttlSeconds * 1_000) },
    }
    this.reservations.push(reservation)
    return { taken: { verdict, reservation } }
  }
}

/** Undefined: it has none. */
export function eventOf({ plan, wanted }: Ask): EventKey | undefined {
  if (!wanted.isUse || wanted.use.eventId === '') return undefined
  return { namespaceId: plan.namespaceId, feature: wanted.use.feature, eventId: wanted.use.eventId }
}

export const eventNameOf = ({ namespaceId, feature, eventId }: EventKey): string =>
  `${namespaceId} ${feature} ${eventId}`

/** The first answer, or what is wrong with asking again. */
function again(known: StoredAnswer, quantity: number): TurnOutcome {
  try {
    return { taken: revive(sameAs(known, quantity).answer) }
  } catch (thrown) {
    if (thrown instanceof PlinthError) return { refusal: thrown }
    throw thrown
  }
}
