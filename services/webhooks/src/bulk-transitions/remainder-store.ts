import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'

// A row of endpoint_settling says: this endpoint has more deliveries to hold, release or cancel than one chunk takes.

export interface EndpointWithRemainder {
  endpointId: string
  /** When the endpoint was last turned on, off or deleted. */
  since: Date
  isActive: boolean
  isDeleted: boolean
}

/** Locks the endpoint that waits longest for its next chunk, when that is due; skips endpoints that are locked. */
export const lockNextRemainder: Statement = plannedAnew({
  text: `SELECT s.endpoint_id AS "endpointId" FROM endpoint_settling t JOIN endpoint_state s USING (endpoint_id)
    WHERE t.turn_at <= plinth_now() ORDER BY t.turn_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED`,
})

/** The endpoint under its lock; undefined when another process finished the remainder before the lock was taken. */
export async function findRemainder(db: Queryable, endpointId: string): Promise<EndpointWithRemainder | undefined> {
  const [row] = await db.query<EndpointWithRemainder>({
    name: 'settling_find',
    text: `SELECT t.endpoint_id AS "endpointId", t.since, e.is_active AND e.suspended_at IS NULL AS "isActive",
        e.deleted_at IS NOT NULL AS "isDeleted"
      FROM endpoint_settling t JOIN endpoint e ON e.id = t.endpoint_id WHERE t.endpoint_id = $1`,
    values: [endpointId],
  })
  return row
}

/** Moves the endpoint behind all others: its next chunk comes no sooner than pauseMs from now. */
export async function postponeRemainder(db: Queryable, endpointId: string, pauseMs: number): Promise<void> {
  await db.query({
    name: 'settling_postpone',
    // plinth_now() is the start of the transaction, and the chunk may have taken longer than the pause.
    text: `UPDATE endpoint_settling SET turn_at = plinth_now() + (clock_timestamp() - now()) + $2 * interval '1 ms'
      WHERE endpoint_id = $1`,
    values: [endpointId, pauseMs],
  })
}

export async function deleteRemainders(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'settling_end',
    text: 'DELETE FROM endpoint_settling WHERE endpoint_id = ANY ($1)',
    values: [endpointIds],
  })
}
