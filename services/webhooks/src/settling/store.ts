import type { Queryable, Statement, Tx } from '@plinth/kit/db'

export interface SettlingEndpoint {
  endpointId: string
  since: Date
  isActive: boolean
  isDeleted: boolean
}

/** The lock of the one that waits longest for its next slice, where that is due; one that others hold is passed over. */
export const lockSettling: Statement = {
  name: 'settling_turn',
  text: `SELECT s.endpoint_id AS "endpointId" FROM endpoint_settling t JOIN endpoint_state s USING (endpoint_id)
    WHERE t.turn_at <= plinth_now() ORDER BY t.turn_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED`,
}

/** As it is under its lock; undefined when somebody has settled it before that was taken. */
export async function findSettling(db: Queryable, endpointId: string): Promise<SettlingEndpoint | undefined> {
  const [row] = await db.query<SettlingEndpoint>({
    name: 'settling_find',
    text: `SELECT t.endpoint_id AS "endpointId", t.since, e.is_active AND e.suspended_at IS NULL AS "isActive",
        e.deleted_at IS NOT NULL AS "isDeleted"
      FROM endpoint_settling t JOIN endpoint e ON e.id = t.endpoint_id WHERE t.endpoint_id = $1`,
    values: [endpointId],
  })
  return row
}

/** Its next slice comes after one of everybody else's, and no sooner than this after the present one. */
export async function postponeSettling(db: Queryable, endpointId: string, pauseMs: number): Promise<void> {
  await db.query({
    name: 'settling_postpone',
    // plinth_now() is when the transaction began, and its slice may have taken longer than the pause.
    text: `UPDATE endpoint_settling SET turn_at = plinth_now() + (clock_timestamp() - now()) + $2 * interval '1 ms'
      WHERE endpoint_id = $1`,
    values: [endpointId, pauseMs],
  })
}

export async function endSettling(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'settling_end',
    text: 'DELETE FROM endpoint_settling WHERE endpoint_id = ANY ($1)',
    values: [endpointIds],
  })
}
