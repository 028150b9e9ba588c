import type { Queryable, Tx } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import { dayOfId, isId } from '../partitions/days.ts'
import { type DeliveryChoice, isChosen } from './choice.ts'
import type { Replay, ReplayRange } from './replay.ts'
import { columns } from './store.ts'

/** The deliveries that are sent again to one webhook. */
export interface ChosenOfWebhook {
  endpointId: string
  total: number
  /** Undefined: those that the choice names in the range. */
  deliveryIds?: readonly string[]
}

/** The webhooks that something can be sent to; of one that is named, that one alone. */
export async function findLivingEndpoints(db: Queryable, workspaceId: string, named: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'retry_endpoints',
    text: `SELECT id FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL AND ($2 = '' OR id = $2) ORDER BY id`,
    values: [workspaceId, named],
  })
  return rows.map(({ id }) => id)
}

/** Deliveries of any status that the count of a replay looks at. */
export const countedMax = 100_000

/**
 * Counts the chosen deliveries of a range by endpoint. Looks at lookedAtMax deliveries of these endpoints at most, of any status;
 * undefined: the range has more. With an event in the choice it looks at those of the event alone.
 */
export async function countChosen(
  db: Queryable,
  workspaceId: string,
  endpointIds: readonly string[],
  range: ReplayRange,
  choice: DeliveryChoice,
  lookedAtMax: number,
): Promise<ChosenOfWebhook[] | undefined> {
  const { event_id: eventId } = choice
  if (eventId !== undefined && !isId('evt', eventId)) return []
  const isInRange = 'created_at >= $3 AND created_at <= $4'
  // NOTE: an expression has no index: the deliveries of an event are found by its key, not among all of their webhooks. Those of each
  // webhook come in the order of its index, so that the limit ends the reading.
  const looked =
    eventId === undefined
      ? `SELECT of_webhook.* FROM unnest($2::text[]) AS webhook (id) CROSS JOIN LATERAL (
          SELECT * FROM delivery WHERE endpoint_id = webhook.id AND ${isInRange} ORDER BY created_at, id LIMIT $7::bigint
        ) AS of_webhook`
      : `SELECT * FROM delivery WHERE event_day = $8 AND event_id = $9 AND endpoint_id || '' = ANY ($2) AND ${isInRange}`
  const rows = await db.query<ChosenOfWebhook & { lookedAt: number }>({
    // Planned for its values. The workspace is that of the endpoints.
    text: `SELECT d.endpoint_id AS "endpointId", count(*)::bigint AS "lookedAt", count(*) FILTER (
        WHERE d.workspace_id = $1 AND d.status = ANY ($5) AND NOT d.is_test AND ${isChosen('$6::jsonb')})::bigint AS total
      FROM (${looked} LIMIT $7::bigint) AS d GROUP BY 1 ORDER BY 1`,
    values: [
      workspaceId,
      endpointIds,
      range.since,
      range.until,
      range.statuses,
      JSON.stringify(choice),
      lookedAtMax + 1,
      ...(eventId === undefined ? [] : [dayOfId(eventId), eventId]),
    ],
  })
  if (rows.reduce((sum, { lookedAt }) => sum + lookedAt, 0) > lookedAtMax) return undefined
  return rows.filter(({ total }) => total > 0).map(({ endpointId, total }) => ({ endpointId, total }))
}

export interface NamedDelivery {
  id: string
  endpointId: string
  isWanted: boolean
}

/** The named deliveries of these endpoints; wanted are those that have ended in one of the statuses. */
export async function findNamed(
  db: Queryable,
  { workspaceId, namespaceId }: { workspaceId: string; namespaceId: string },
  endpointIds: readonly string[],
  ids: readonly string[],
  statuses: readonly string[],
): Promise<NamedDelivery[]> {
  const known = ids.filter((id) => isId('del', id))
  return db.query<NamedDelivery>(
    plannedAnew({
      text: `SELECT d.id, d.endpoint_id AS "endpointId", d.status = ANY ($6) AND NOT d.is_test AS "isWanted" FROM delivery d
      WHERE d.event_day = ANY ($4::date[]) AND d.id = ANY ($5) AND d.endpoint_id = ANY ($2) AND d.workspace_id || '' = $1
        AND ($3 = '' OR d.namespace_id = $3)
      ORDER BY d.id`,
      values: [workspaceId, endpointIds, namespaceId, [...new Set(known.map(dayOfId))], known, statuses],
    }),
  )
}

/** One replay for each webhook, or fewer while another replay of one of them runs. */
export function insertChosenReplays(
  tx: Tx,
  workspaceId: string,
  rows: readonly (ChosenOfWebhook & { id: string })[],
  range: ReplayRange,
  choice: DeliveryChoice,
): Promise<Replay[]> {
  return tx.query<Replay>({
    name: 'retry_insert',
    // In one order: two calls that want the same webhooks wait for each other, and not both.
    text: `INSERT INTO replay (id, workspace_id, endpoint_id, total, delivery_ids, statuses, cursor_at, until, choice, turn_at, chosen_turn_at)
      SELECT id, $1, endpoint_id, total, CASE WHEN ids IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(ids)) END,
        $6, $7, $8, $9, 'infinity', plinth_now()
      FROM unnest($2::text[], $3::text[], $4::bigint[], $5::jsonb[]) AS new (id, endpoint_id, total, ids) ORDER BY endpoint_id
      ON CONFLICT (endpoint_id) WHERE status = 'running' DO NOTHING RETURNING ${columns}`,
    values: [
      workspaceId,
      ...arraysOf(rows, 'id endpointId total'),
      // An array of arrays must be a rectangle.
      rows.map(({ deliveryIds }) => (deliveryIds === undefined ? null : JSON.stringify(deliveryIds))),
      range.statuses,
      range.since,
      range.until,
      JSON.stringify(choice),
    ],
  })
}
