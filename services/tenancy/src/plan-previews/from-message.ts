import type { PreviewPlanChangeRequest } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import * as boostFrom from '../boosts/from-message.ts'
import { createBoost, deleteBoost } from '../boosts/verbs.ts'
import { earlier } from '../entitlements/grants/held-package.ts'
import { fail } from '../errors.ts'
import type { OwnerName } from '../owner.ts'
import { toOwnerName } from '../owners/from-message.ts'
import type { PlanChange } from '../owners/verbs.ts'
import * as packages from '../packages/verbs.ts'
import type { PlannedChange } from './verbs.ts'

type ChangeMessage = NonNullable<PreviewPlanChangeRequest['change']>

/** Whose plan changes, and the verb that changes it. */
export function toPlannedChange(
  message: PreviewPlanChangeRequest['change'],
  by: PlanChange,
): { named: OwnerName; change: PlannedChange } {
  if (message === undefined) throw fail.invalid({ change: ['The change is missing.'] })
  const named = toOwnerName(message.value.owner)
  return { named, change: changeOf(message, named, by) }
}

function changeOf({ $case, value }: ChangeMessage, named: OwnerName, by: PlanChange): PlannedChange {
  switch ($case) {
    case 'assignPackage':
      return async (tx) => (await packages.assignPackage(tx, by, named, value)).startsAt
    case 'cancelAssignment':
      return async (tx) => {
        const { expiresAt, startsAt } = await packages.cancelAssignment(tx, by, named, value.id, value.isAtPeriodEnd)
        return value.isAtPeriodEnd ? expiresAt : startsAt
      }
    case 'suspendAssignment':
      return async (tx) => (await packages.suspendAssignment(tx, by, named, value.id)).startsAt
    case 'reactivateAssignment':
      return async (tx) => (await packages.reactivateAssignment(tx, by, named, value.id)).startsAt
    case 'renewAssignment':
      return async (tx, heldBefore) => {
        const { expiresAt } = await packages.renewAssignment(tx, by, named, value.id, value.expiresAt)
        const endedAt = heldBefore(value.id)?.expiresAt
        return expiresAt === undefined ? endedAt : earlier(endedAt, expiresAt)
      }
    case 'createBoost':
      return async (tx) => (await createBoost(tx, by, named, value.feature, boostFrom.toWanted(value))).startsAt
    case 'deleteBoost':
      return async (tx, heldBefore) => {
        await deleteBoost(tx, by, named, value.id)
        return heldBefore(value.id)?.startsAt
      }
  }
}
