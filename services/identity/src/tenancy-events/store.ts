import type { DomainEvent, Queryable } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'

/** Returns the ids of the events about users who are here, or have keys in the workspace of the event. A key is made only for a user who is here. */
export async function knownAmong(db: Queryable, events: readonly DomainEvent[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'tenancy_events_known',
    text: `SELECT e.id FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[])) AS e (id, workspace_id, user_id)
      WHERE EXISTS (SELECT FROM "user" u WHERE u.id = e.user_id OFFSET 0)
        OR EXISTS (SELECT FROM api_key k WHERE k.user_id = e.user_id AND k.workspace_id = e.workspace_id OFFSET 0)`,
    values: arraysOf(events, 'id workspaceId objectId'),
  })
  return rows.map(({ id }) => id)
}
