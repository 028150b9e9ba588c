import type { CallOptions } from '@plinth/kit/rpc'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import {
  FeatureDifference,
  type PreviewPlanChangeRequest,
  PreviewPlanChangeResponse,
} from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { z } from 'zod'
import type { OperationFacts } from '../operation/operation.ts'
import { shownTime } from '../operation/shown.ts'
import { type View, whole } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import type { Services } from '../services.ts'
import { dryRunParameter, isDry } from './dry-run.ts'
import { grant, grantView } from './explanation-shape.ts'
import { type PlanDifference, previewCounted } from './own-use.ts'

const code = 'ai.credits'
const feature = z.object({
  code: z.string(),
  before: grant.nullable().meta({ description: 'Null: not included.' }),
  after: grant.nullable().meta({ description: 'Null: not included.' }),
  used: z.int().meta({
    description:
      '0 for a limit of Plinth itself that is not counted: requests per hour and burst, `plinth.events` without a limit, and a limit of a namespace.',
  }),
  would_refuse: z.boolean().meta({ description: 'True if a check of 1 is refused after the change.' }),
})
const dryRun = z
  .object({
    at: shownTime.meta({ description: 'Time at which the change takes effect. Both states are of this moment.' }),
    features: z.array(feature).meta({ description: 'The features that are included before or after the change.' }),
    left_out: z.array(z.string()).optional().meta({
      description:
        'Codes of features that are missing above, because the part of Plinth that counts them is not available. Absent if there is none.',
    }),
  })
  .meta({
    id: 'PlanDifference',
    examples: [
      {
        at: '2026-01-05T09:58:12.431Z',
        features: [{ code, before: 100, after: 1_000, used: 42, would_refuse: false }],
      },
    ],
  })

type Change = NonNullable<PreviewPlanChangeRequest['change']>
type Previewed<Result> = { result: Result } | { preview: PlanDifference }

const parameter = dryRunParameter('Returns what the change would do, and changes nothing.')
/** Facts of an operation that changes a plan, or only shows what it would do. */
export const previewed = { query: parameter, dryRun } satisfies Partial<OperationFacts>

/** Makes the change, or previews it when the query asks for that. */
export async function changeOrPreview<Result>(
  { services, list, call, ask }: { services: Services; list: ListQuery; call: CallOptions; ask: CallOptions },
  change: Change,
  make: () => Promise<Result>,
): Promise<Previewed<Result>> {
  if (!isDry(list)) return { result: await make() }
  return { preview: await previewCounted(change, services, { call, ask }) }
}

const featureView = viewOf(FeatureDifference, feature, {
  before: ({ before }) => (before === undefined ? null : grantView(before.grant)),
  after: ({ after }) => (after === undefined ? null : grantView(after.grant)),
})

const previewView = whole(
  viewOf<PlanDifference, typeof dryRun.shape>(PreviewPlanChangeResponse, dryRun, {
    features: ({ features }) => features.map((one) => featureView(one)),
    left_out: ({ leftOut }) => leftOut,
  }),
)

export const shownOrPreview =
  <Result>(shown: View<Result>): View<Previewed<Result>> =>
  (given, shape) =>
    'result' in given ? shown(given.result, shape) : { ...previewView(given.preview, shape), status: 200 }
