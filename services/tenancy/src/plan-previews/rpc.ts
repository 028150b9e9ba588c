import type { Clock } from '@plinth/kit/clock'
import type { Handlers } from '@plinth/kit/rpc'
import type {
  FeatureDifference as DifferenceMessage,
  PlanPreviewsServiceService as PlanPreviews,
} from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { actorOf } from '../actor.ts'
import { callerOf } from '../caller.ts'
import { toPlanGrant } from '../catalog/to-message.ts'
import { toCountedBy } from '../entitlements/balances/to-message.ts'
import type { FeatureDifference } from './difference.ts'
import { toPlannedChange } from './from-message.ts'
import { type PreviewDeps, previewPlanChange } from './verbs.ts'

export function planPreviewsRpc(deps: PreviewDeps & { clock: Clock }): Handlers<typeof PlanPreviews> {
  return {
    previewPlanChange: async ({ change: message, ownUse }, { context }) => {
      const by = { caller: callerOf(context), actor: actorOf(context), clock: deps.clock }
      const { named, change } = toPlannedChange(message, by)
      const { at, features } = await previewPlanChange(deps, by.caller, named, change, ownUse)
      return { at, features: features.map(toDifference) }
    },
  }
}

const toDifference = ({ before, after, countedBy, ...rest }: FeatureDifference): DifferenceMessage => ({
  ...rest,
  countedBy: toCountedBy(countedBy),
  before: before === undefined ? undefined : { grant: toPlanGrant(before) },
  after: after === undefined ? undefined : { grant: toPlanGrant(after) },
})
