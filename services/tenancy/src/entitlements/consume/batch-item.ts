import type { Clock } from '@plinth/kit/clock'
import type { PlinthError } from '@plinth/kit/errors'
import type { EventOrigin } from '@plinth/kit/events/origin'
import type { Actor } from '../../actor.ts'
import type { Payment } from '../../owner-lock.ts'
import { type Place, placeOf } from '../balances/balance.ts'
import { amountOf, checkTtl } from '../balances/quantity.ts'
import type { Entitled, NotEntitled } from '../grants/resolution.ts'
import type { LoadPlan } from '../plan/loader.ts'
import type { Plan } from '../plan/plan.ts'
import type { ConsumeContext } from './consume-context.ts'
import type { EventKey } from './event-store.ts'
import { checkCounted, checkUse, type UsageInput } from './usage-input.ts'

export interface ReservationInput {
  namespaceIdOrUuid: string
  feature: string
  quantity: number
  ttlSeconds: number
}

interface CheckedItem {
  by: { actor: Actor; origin: EventOrigin; clock: Clock }
  plan: Plan
  quantity: number
  wanted: { isUse: true; input: UsageInput } | { isUse: false; input: ReservationInput }
}

/** The plan includes the feature: the balance decides. */
export interface EntitledItem extends CheckedItem {
  kind: 'entitled'
  resolution: Entitled
  place: Place
}

/** The plan denies the feature. */
export interface DeniedItem extends CheckedItem {
  kind: 'denied'
  resolution: NotEntitled
}

/** The call is refused; an earlier answer to its Idempotency-Key goes first. */
export interface RefusedItem {
  kind: 'refused'
  refusal: PlinthError
}

/** One call of a batch. */
export type BatchItem = EntitledItem | DeniedItem | RefusedItem

/** Rejects with VALIDATION_ERROR, or RESOURCE_NOT_FOUND for a namespace that the caller does not see. */
export async function consumeItem(load: LoadPlan, by: ConsumeContext, input: UsageInput): Promise<BatchItem> {
  const quantity = amountOf(input.quantity)
  checkUse(input)
  return itemOf(load, by, quantity, { isUse: true, input })
}

/** As consumeItem. */
export async function reserveItem(load: LoadPlan, by: ConsumeContext, input: ReservationInput): Promise<BatchItem> {
  const quantity = amountOf(input.quantity)
  checkTtl(input.ttlSeconds)
  checkCounted(input.feature)
  return itemOf(load, by, quantity, { isUse: false, input })
}

async function itemOf(
  load: LoadPlan,
  by: ConsumeContext,
  quantity: number,
  wanted: CheckedItem['wanted'],
): Promise<BatchItem> {
  const { namespaceIdOrUuid, feature } = wanted.input
  const plan = await load(by.caller, namespaceIdOrUuid)
  const resolution = await plan.resolve(feature)
  const item = { by, plan, quantity, wanted }
  return resolution.reason === undefined
    ? { ...item, kind: 'entitled', resolution, place: placeOf(resolution, plan.at) }
    : { ...item, kind: 'denied', resolution }
}

/** Undefined: the call has no event_id. */
export function eventOf(item: BatchItem): EventKey | undefined {
  if (item.kind === 'refused' || !item.wanted.isUse || item.wanted.input.eventId === '') return undefined
  const { feature, eventId } = item.wanted.input
  return { namespaceId: item.plan.namespaceId, feature, eventId }
}

/** The payment that the item counts on, if any. */
export const paymentOf = ({ plan, resolution }: EntitledItem): Payment | undefined =>
  resolution.level === 'workspace' ? plan.payment : undefined
