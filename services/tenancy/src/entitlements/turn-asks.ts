import { type Place, placeOf } from './balance.ts'
import { checkUse, type Spending, type WantedUse } from './consume-verbs.ts'
import type { LoadPlan } from './plan-loader.ts'
import type { Plan } from './plan-reader.ts'
import { amountOf, checkTtl } from './quantity.ts'
import type { WantedReservation } from './reservation-verbs.ts'
import type { Entitled } from './situation.ts'

/** A call that may have its turn in a group: it is in order, and the plan includes the feature. */
export interface Ask {
  by: Spending
  plan: Plan
  resolution: Entitled
  place: Place
  quantity: number
  wanted: { isUse: true; use: WantedUse } | { isUse: false; reservation: WantedReservation }
}

/** Undefined: what comes of it is no matter of turns. Throws what is wrong with it. */
export async function askToConsume(load: LoadPlan, by: Spending, use: WantedUse): Promise<Ask | undefined> {
  checkUse(use)
  return askFor(load, by, use, { isUse: true, use })
}

/** As askToConsume. */
export async function askToReserve(
  load: LoadPlan,
  by: Spending,
  reservation: WantedReservation,
): Promise<Ask | undefined> {
  checkTtl(reservation.ttlSeconds)
  return askFor(load, by, reservation, { isUse: false, reservation })
}

async function askFor(
  load: LoadPlan,
  by: Spending,
  { namespaceIdOrUuid, feature, quantity: given }: Pick<WantedUse, 'namespaceIdOrUuid' | 'feature' | 'quantity'>,
  wanted: Ask['wanted'],
): Promise<Ask | undefined> {
  const quantity = amountOf(given)
  const plan = await load(by.caller, namespaceIdOrUuid)
  const resolution = plan.resolveNow(feature)
  if (resolution.reason !== undefined) return undefined
  return { by, plan, resolution, place: placeOf(resolution, plan.at), quantity, wanted }
}
