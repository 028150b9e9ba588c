import { GetUsageSeriesResponse } from '@plinth/proto/tenancy/v1/usage_series.ts'
import { z } from 'zod'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, whole } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { entitlementOwners } from './entitlement-owners.ts'
import { grant, grantView } from './explanation-shape.ts'
import { givenSpan, givenText } from './given-parameters.ts'

const at = '2026-01-05T09:00:00.000Z'
const output = z
  .object({
    owner_id: shownId.meta({ description: 'The owner of the pool that counts now.' }),
    pool: z.string(),
    points: z
      .array(
        z.object({
          at: shownTime.meta({ description: 'Start of the bucket.' }),
          recorded: z.int(),
          given_back: z.int(),
          used: z.int().meta({
            description: 'Usage of the window at the end of the bucket; in a bucket that has not ended, now.',
          }),
        }),
      )
      .meta({ description: 'Empty for a limit of Plinth itself, such as `plinth.webhooks`.' }),
    windows: z
      .array(z.object({ start: shownTime, end: shownTime, limit: grant.nullable() }))
      .meta({ description: 'The limit over time, by the present catalogue. Null: not included.' }),
    alerts: z.array(z.object({ threshold: z.int(), at: shownTime, event_id: shownId })),
  })
  .meta({
    id: 'UsageSeries',
    examples: [
      {
        ...{ owner_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', pool: 'ai.credits' },
        points: [{ at, recorded: 82, given_back: 2, used: 80 }],
        windows: [{ start: at, end: '2026-01-05T10:00:00.000Z', limit: 100 }],
        alerts: [{ threshold: 80, at: '2026-01-05T09:58:12.431Z', event_id: 'evt_01kb0q3t5dexn8r0v6m2c7h9ak' }],
      },
    ],
  })

const view = viewOf(GetUsageSeriesResponse, output, {
  windows: ({ windows }) =>
    windows.map(({ start, end, grant: given }) => ({
      start: isoTime(start),
      end: isoTime(end),
      limit: given === undefined ? null : grantView(given),
    })),
})

const dayMs = 86_400_000

const seriesOf = (kind: keyof typeof entitlementOwners) =>
  operation({
    id: kind === 'namespace' ? 'entitlements.series' : 'workspace-entitlements.series',
    summary: `Read the usage of a feature over time for a ${kind}`,
    description:
      'Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole buckets (UTC).',
    route: `GET ${entitlementOwners[kind].root}/entitlements/series`,
    // Up to 200,000 records are added up, and all that came after the range.
    isHeavy: true,
    scope: 'read:entitlements',
    context: entitlementOwners[kind].context,
    output,
    query: {
      feature: { kind: 'text', required: { example: 'ai.credits' }, description: 'Code of the feature.' },
      from: { kind: 'time', field: 'at', bound: 'after', description: 'Default: 24 hours, or 30 days, before `to`.' },
      to: { kind: 'time', field: 'at', bound: 'before', description: 'Default: now.' },
      bucket: { kind: 'choice', words: ['hour', 'day'], description: 'Default: `day`.' },
    },
    run: ({ services, params, list, now, call }) => {
      const bucket = givenText(list, 'bucket') || 'day'
      const { from: given, to = now() } = givenSpan(list)
      const from = given ?? new Date(to.getTime() - (bucket === 'hour' ? dayMs : 30 * dayMs))
      const owner = entitlementOwners[kind].ownerOf(params)
      return services.usageSeries.getUsageSeries({ owner, feature: givenText(list, 'feature'), from, to, bucket }, call)
    },
    view: whole(view),
  })

export const usageSeries = { ofNamespace: seriesOf('namespace'), ofWorkspace: seriesOf('workspace') }
