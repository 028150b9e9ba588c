import { Replay } from '@plinth/proto/webhooks/v1/replays.ts'
import { z } from 'zod'
import { time } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { dryRunParameter, isDry, shownUnlessDryRun } from './dry-run.ts'

const example = {
  id: 'rpl_01kb0q4c7r2m9t5w8x1z3v6b0n',
  webhook_id: 'wh_01kb0q3t5dexn8r0v6m2c7h9ak',
  status: 'running',
  total: 1204,
  done: 500,
  created_at: '2026-01-05T10:00:00.101Z',
}

export const output = z
  .object({
    id: shownId,
    webhook_id: shownId,
    status: z.enum(['running', 'done', 'cancelled']).meta({ description: 'done: all its deliveries are queued.' }),
    total: z.int().meta({ description: 'Number of deliveries to send again.' }),
    done: z.int().meta({ description: 'Number of deliveries queued so far.' }),
    created_at: shownTime,
  })
  .meta({ id: 'Replay', examples: [example] })

const counted = z
  .object({ total: z.int().meta({ description: 'Number of deliveries to send again.' }) })
  .meta({ id: 'ReplayCount', examples: [{ total: 1204 }] })

export const view = viewOf(Replay, output, { webhook_id: ({ endpointId }) => endpointId })
const shown = one('replay', view)
const shownCount = one('replay', ({ total }: Replay) => ({ total }))

export const replays = {
  create: operation({
    id: 'replays.create',
    summary: 'Replay the deliveries of a period',
    description:
      'Sends every ended delivery that was created between `since` and `until` again, with the same bytes and the same `webhook-id`. ' +
      'The speed depends on the endpoint. An endpoint has at most one running replay. ' +
      'Returns 422 if the endpoint has more than 100,000 deliveries of any status in the period: replay shorter periods, one after another.',
    route: 'POST /webhooks/{webhook_id}/replay',
    isHeavy: true,
    status: 202,
    scope: 'write:webhooks',
    role: 'admin',
    output,
    query: dryRunParameter('Returns the number of deliveries, and sends none.'),
    dryRun: counted,
    body: z
      .strictObject({
        since: time,
        until: time.optional().meta({ description: 'Default: now.' }),
        status: z
          .enum(['success', 'failed', 'cancelled'])
          .optional()
          .meta({ description: 'Replays only deliveries with these statuses. Default: all three.' }),
      })
      .meta({ id: 'ReplayCreate', examples: [{ since: '2026-01-05T08:00:00Z', status: 'failed' }] }),
    run: ({ services, params, body, list, call }) => {
      const { since, until, status = '' } = body
      const request = { endpointId: params.webhook_id, since, until, status, isDryRun: isDry(list) }
      return services.replays.createReplay(request, call)
    },
    view: shownUnlessDryRun(shown, shownCount),
  }),

  get: operation({
    id: 'replays.get',
    summary: 'Read the progress of a replay',
    description:
      '`done` counts deliveries that are queued, whatever comes of them: their results are in the list of deliveries. A replay with the status `done` has queued all.',
    route: 'GET /webhooks/{webhook_id}/replays/{replay_id}',
    scope: 'read:webhooks',
    output,
    hasVersion: true,
    run: ({ services, params, call }) =>
      services.replays.getReplay({ endpointId: params.webhook_id, id: params.replay_id }, call),
    view: shown,
  }),

  cancel: operation({
    id: 'replays.cancel',
    summary: 'Cancel a replay; deliveries that are already queued are sent',
    description: 'A replay that has ended stays as it is.',
    route: 'DELETE /webhooks/{webhook_id}/replays/{replay_id}',
    scope: 'delete:webhooks',
    role: 'admin',
    run: ({ services, params, call }) =>
      services.replays.cancelReplay({ endpointId: params.webhook_id, id: params.replay_id }, call),
  }),
}
