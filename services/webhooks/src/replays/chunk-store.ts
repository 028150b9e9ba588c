import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { orderingKeyOf } from '../delivery-queue/ordering-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import { dayOfId } from '../partitions/days.ts'
import { type DeliveryChoice, isChosen } from './choice.ts'
import type { EndedStatus } from './replay.ts'

export interface DueReplay {
  id: string
  endpointId: string
  statuses: readonly EndedStatus[]
  until: Date
  cursorAt: Date
  cursorId: string
  /** Null: all of the range. */
  choice: DeliveryChoice | null
  /** Null: those that the choice names. */
  deliveryIds: string[] | null
}

// That of a replay with a choice, or without one: the release before knows turn_at alone.
const turnAt = (value: string) => `turn_at = CASE WHEN chosen_turn_at IS NULL THEN ${value} ELSE turn_at END,
  chosen_turn_at = CASE WHEN chosen_turn_at IS NOT NULL THEN ${value} END`

/** Locks the running replay that waits longest for its next chunk; skips replays that are locked. */
export const selectDueReplay: Statement = {
  name: 'replay_turn',
  text: `SELECT id, endpoint_id AS "endpointId", statuses, until, cursor_at AS "cursorAt", cursor_id AS "cursorId",
      choice, delivery_ids AS "deliveryIds" FROM replay
    WHERE status = 'running' AND (turn_at <= plinth_now() OR chosen_turn_at <= plinth_now())
    ORDER BY least(turn_at, chosen_turn_at) LIMIT 1 FOR UPDATE SKIP LOCKED`,
}

export interface ReplayedEndpoint {
  isActive: boolean
  isDeleted: boolean
  isPolled: boolean
  retryScheduleSeconds: readonly number[]
  /** Unfinished deliveries of the endpoint; counted to `backlogMax` only. */
  backlog: number
}

/** Under the endpoint's lock. */
export async function findReplayed(
  tx: Tx,
  endpointId: string,
  backlogMax: number,
): Promise<ReplayedEndpoint | undefined> {
  const [row] = await tx.query<ReplayedEndpoint>(
    plannedAnew({
      text: `SELECT is_active AND suspended_at IS NULL AS "isActive", deleted_at IS NOT NULL AS "isDeleted", kind = 'poll' AS "isPolled",
        retry_schedule_seconds AS "retryScheduleSeconds",
        (SELECT count(*)::int FROM (
          (SELECT FROM delivery_due WHERE endpoint_id = $1 AND lease_token IS NULL AND held_at IS NULL LIMIT $2)
          UNION ALL (SELECT FROM delivery_due WHERE endpoint_id = $1 AND (held_at IS NOT NULL) IS TRUE LIMIT $2)
        ) AS unfinished) AS backlog
      FROM endpoint WHERE id = $1`,
      values: [endpointId, backlogMax],
    }),
  )
  return row
}

export interface ReplayChunk {
  /** Deliveries to look at, of any status: so a chunk is bounded also when few of them are wanted. */
  deliveriesMax: number
  isHeld: boolean
  budgetMs: number
  shard: number
}

/** Queues the wanted deliveries of the next chunk and moves the cursor behind them, under the lock of the endpoint. */
export async function queueChunk(tx: Tx, replay: DueReplay, chunk: ReplayChunk): Promise<void> {
  const { deliveryIds } = replay
  // NOTE: an expression has no index: named deliveries are found by their key, not among all of the endpoint.
  const page =
    deliveryIds === null
      ? 'endpoint_id = $2'
      : `endpoint_id || '' = $2 AND event_day = ANY ($12::date[]) AND id = ANY ($13::text[])`
  await tx.query(
    plannedAnew({
      text: `WITH page AS (
        SELECT event_day, id, status, is_test, created_at FROM delivery
        WHERE ${page} AND (created_at, id) > ($3, $4) AND created_at <= $5 ORDER BY created_at, id LIMIT $7
      ), queued AS (
        UPDATE delivery d SET status = CASE WHEN $8 THEN 'held' ELSE 'retrying' END,
          next_attempt_at = CASE WHEN NOT $8 THEN plinth_now() END
        FROM page p WHERE d.event_day = p.event_day AND d.id = p.id AND p.status = ANY ($6) AND NOT p.is_test
          AND ${isChosen('$11::jsonb')}
        RETURNING d.id, d.event_day, d.event_id, d.endpoint_id, d.workspace_id, d.attempts, p.status AS ended_as
      ), due AS (
        INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, trigger, next_at, attempt_no,
          give_up_at, held_at, ordering_key)
        SELECT id, event_day, event_id, endpoint_id, workspace_id, 'replay', plinth_now(), attempts,
          plinth_now() + $9::bigint * interval '1 ms', CASE WHEN $8 THEN plinth_now() END, ${orderingKeyOf('queued')}
        FROM queued ORDER BY event_id
      ), counted AS (
        INSERT INTO delivery_count AS c (workspace_id, day, shard, delivered, failed, cancelled)
        SELECT workspace_id, event_day, $10, -count(*) FILTER (WHERE ended_as = 'success'),
          -count(*) FILTER (WHERE ended_as = 'failed'), -count(*) FILTER (WHERE ended_as = 'cancelled')
        FROM queued GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (workspace_id, day, shard) DO UPDATE SET delivered = c.delivered + excluded.delivered,
          failed = c.failed + excluded.failed, cancelled = c.cancelled + excluded.cancelled
      ), last AS (
        SELECT created_at, id FROM page ORDER BY created_at DESC, id DESC LIMIT 1
      )
      UPDATE replay SET done = done + (SELECT count(*) FROM queued), ${turnAt('plinth_now()')},
        status = CASE WHEN (SELECT count(*) FROM page) < $7 THEN 'done' ELSE 'running' END,
        cursor_at = coalesce((SELECT created_at FROM last), cursor_at), cursor_id = coalesce((SELECT id FROM last), cursor_id)
      WHERE id = $1`,
      values: [
        replay.id,
        replay.endpointId,
        replay.cursorAt,
        replay.cursorId,
        replay.until,
        replay.statuses,
        chunk.deliveriesMax,
        chunk.isHeld,
        chunk.budgetMs,
        chunk.shard,
        replay.choice === null ? null : JSON.stringify(replay.choice),
        ...(deliveryIds === null ? [] : [[...new Set(deliveryIds.map(dayOfId))], deliveryIds]),
      ],
    }),
  )
}

/** The next chunk of the replay comes no sooner than pauseMs from now. */
export async function postponeReplay(db: Queryable, id: string, pauseMs: number): Promise<void> {
  await db.query({
    name: 'replay_postpone',
    text: `UPDATE replay SET ${turnAt(`plinth_now() + $2 * interval '1 ms'`)} WHERE id = $1`,
    values: [id, pauseMs],
  })
}

/** Ends a replay whose endpoint was deleted. */
export async function abandonReplay(tx: Tx, id: string): Promise<void> {
  await tx.query({ name: 'replay_abandon', text: `UPDATE replay SET status = 'cancelled' WHERE id = $1`, values: [id] })
}
