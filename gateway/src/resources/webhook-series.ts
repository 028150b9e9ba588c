import { GetEndpointSeriesResponse } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { z } from 'zod'
import { operation } from '../operation/operation.ts'
import { shownTime } from '../operation/shown.ts'
import { whole } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { givenSpan, givenText } from './given-parameters.ts'

const example = {
  at: '2026-01-05T10:00:00.000Z',
  ok: 1190,
  failed: 4,
  timed_out: 1,
  refused: 0,
  p50_ms: 64,
  p95_ms: 152,
}

const point = z
  .object({
    at: shownTime.meta({ description: 'Beginning of the bucket, in UTC.' }),
    ok: z.int().meta({ description: 'Attempts with a 2xx.' }),
    failed: z.int().meta({ description: 'Attempts with a response other than 2xx.' }),
    timed_out: z.int(),
    refused: z.int().meta({
      description: 'Attempts without a connection: unknown host, no answer, or an address that is not allowed.',
    }),
    p50_ms: z.int().nullable().meta({
      description:
        'Median latency, at most 19 % too high; the same holds for `p95_ms`. Null if all attempts were refused.',
    }),
    p95_ms: z.int().nullable().meta({ description: 'Latency that 95 % of the attempts stay below.' }),
  })
  .meta({ id: 'WebhookSeriesPoint' })

const output = z.object({ points: z.array(point) }).meta({ id: 'WebhookSeries', examples: [{ points: [example] }] })

export const webhookSeries = {
  get: operation({
    id: 'webhooks.series',
    summary: 'Count the attempts of an endpoint over time',
    description:
      'Minutes are kept for 2 days, hours for 35 and days for 400. Buckets without attempts have no point. Counts are up to 5 seconds old; those of the last 5 seconds are lost when a process is killed.',
    route: 'GET /webhooks/{webhook_id}/series',
    scope: 'read:webhooks',
    output,
    query: {
      from: { kind: 'time', field: 'at', bound: 'after', description: 'Default: 60 buckets before `to`.' },
      to: { kind: 'time', field: 'at', bound: 'before', description: 'Default: now.' },
      bucket: {
        kind: 'choice',
        words: ['minute', 'hour', 'day'],
        description: 'Default: hour. At most 1,500 of them.',
      },
    },
    run: ({ services, params, list, call }) =>
      services.endpoints.getEndpointSeries(
        { id: params.webhook_id, bucket: givenText(list, 'bucket') || 'hour', ...givenSpan(list) },
        call,
      ),
    view: whole(viewOf(GetEndpointSeriesResponse, output)),
  }),
}
