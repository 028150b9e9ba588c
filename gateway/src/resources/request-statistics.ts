import {
  type GetStatisticsResponse,
  GetStatisticsRequest_GroupBy as GroupBy,
  type RequestTotals,
} from '@plinth/proto/tenancy/v1/statistics.ts'
import { z } from 'zod'
import { operation, type ShownRate } from '../operation/operation.ts'
import { shownTime } from '../operation/shown.ts'
import { type JsonObject, whole } from '../operation/view.ts'
import { type UsagePeriod, usagePeriod } from '../request-statistics/period.ts'
import { givenSpan, givenText } from './given-parameters.ts'
import { type CountedEntitlement, isUseKnown, listCounted } from './own-use.ts'

const count = z.int().min(0)
const totals = z
  .object({
    requests: count,
    success: count.meta({ description: 'Responses with 2xx and 3xx.' }),
    errors: count.meta({ description: 'All other responses.' }),
    success_rate: z.number().meta({ description: 'Percentage; 100 if there were no requests.' }),
  })
  .meta({ id: 'UsageTotals' })
const output = z
  .object({
    period: z.object({ from: shownTime, to: shownTime }).meta({ description: 'Whole hours; `to` is excluded.' }),
    totals,
    response_time: z.object({ average_ms: z.number(), min_ms: count, max_ms: count }),
    data_transfer: z.object({ request_bytes: count, response_bytes: count }),
    rate_limit: z
      .object({
        limit: count.meta({ description: 'Calls per hour.' }),
        used: count.meta({ description: 'Calls of the current hour.' }),
        remaining: count,
        reset: count.meta({ description: 'Time at which the limit resets, in Unix seconds.' }),
      })
      .meta({ description: 'Same values as the X-RateLimit headers; the reset is in Unix seconds.' }),
    entitlements: z
      .record(z.string(), z.object({ used: z.int(), limit: z.int().nullable() }))
      .meta({ description: 'Values by feature code.' }),
    groups: z
      .array(
        z.object({
          group: z
            .string()
            .meta({ description: 'Day; or method and path; or ID of the key, and `operator` for all operator keys.' }),
          totals,
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Usage',
    examples: [
      {
        period: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
        totals: { requests: 15_420, success: 15_210, errors: 210, success_rate: 98.64 },
        response_time: { average_ms: 12.4, min_ms: 2, max_ms: 480 },
        data_transfer: { request_bytes: 1_048_576, response_bytes: 52_428_800 },
        rate_limit: { limit: 10_000, used: 153, remaining: 9_847, reset: 1_769_904_000 },
        entitlements: { storage: { used: 1_024_000_000, limit: 5_368_709_120 } },
        groups: [
          { group: '2026-01-31', totals: { requests: 15_420, success: 15_210, errors: 210, success_rate: 98.64 } },
        ],
      },
    ],
  })

const groupings: Readonly<Record<string, GroupBy>> = {
  day: GroupBy.GROUP_BY_DAY,
  endpoint: GroupBy.GROUP_BY_ENDPOINT,
  key: GroupBy.GROUP_BY_KEY,
}

type Usage = GetStatisticsResponse & {
  period: UsagePeriod
  rate: ShownRate
  isGrouped: boolean
  entitlements: readonly CountedEntitlement[]
}

function view({ period, totals, groups, rate, isGrouped, entitlements }: Usage): JsonObject {
  const {
    requests = 0,
    timeMsSum = 0,
    timeMsMin = 0,
    timeMsMax = 0,
    requestBytes = 0,
    responseBytes = 0,
  } = totals ?? {}
  return {
    period: { from: period.from.toISOString(), to: period.to.toISOString() },
    totals: totalsView(totals),
    response_time: {
      average_ms: requests === 0 ? 0 : hundredths(timeMsSum / requests),
      min_ms: timeMsMin,
      max_ms: timeMsMax,
    },
    data_transfer: { request_bytes: requestBytes, response_bytes: responseBytes },
    rate_limit: { ...rate, used: rate.limit - rate.remaining },
    entitlements: Object.fromEntries(
      entitlements.filter(isUseKnown).map(({ feature, used, limit }) => [feature, { used, limit: limit ?? null }]),
    ),
    ...(isGrouped ? { groups: groups.map(({ group, totals }) => ({ group, totals: totalsView(totals) })) } : {}),
  }
}

function totalsView({ requests = 0, success = 0, errors = 0 }: Partial<RequestTotals> = {}): JsonObject {
  return { requests, success, errors, success_rate: requests === 0 ? 100 : hundredths((100 * success) / requests) }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100

export const requestStatistics = {
  get: operation({
    id: 'usage.get',
    summary: 'Read the API usage of the workspace',
    description:
      'Requests are counted within 5 seconds. Hours, endpoints and keys are kept for 30 days, daily totals without limit. This call does not count against the hourly rate limit.',
    route: 'GET /usage',
    isHeavy: true,
    scope: 'read:usage',
    output,
    query: {
      from: { kind: 'time', field: 'at', bound: 'after', description: 'Default: 30 days before `to`.' },
      to: { kind: 'time', field: 'at', bound: 'before', description: 'Default: now.' },
      group_by: {
        kind: 'choice',
        words: Object.keys(groupings),
        description: 'Adds totals for each value of this group.',
      },
    },
    hourCost: () => 0,
    run: async ({ services, list, rate, now, caller, call, ask }): Promise<Usage> => {
      const group = givenText(list, 'group_by')
      const period = usagePeriod(givenSpan(list), now())
      const groupBy = groupings[group] ?? GroupBy.GROUP_BY_UNSPECIFIED
      const owner = { owner: { $case: 'workspaceIdOrSlug' as const, value: caller.access?.workspaceId ?? '' } }
      const [statistics, entitlements] = await Promise.all([
        services.statistics.getStatistics({ ...period, groupBy }, call),
        listCounted({ owner, isComplete: false }, services, ask),
      ])
      return { ...statistics, period, rate: rate(), isGrouped: group !== '', entitlements }
    },
    view: whole(view),
  }),
}
