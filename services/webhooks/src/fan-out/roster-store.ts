import type { Statement } from '@plinth/kit/db'
import { type StoredFilter, storedFilter } from '../filters/stored-filter.ts'
import type { Recipient } from './delivery.ts'
import { Pace } from './pace.ts'
import type { Roster } from './roster.ts'

export interface Asked {
  workspaceId: string
  /** Of the roster that is known. */
  marks?: string
  roster?: Roster
}

interface Answer {
  /** Change with every change of the workspace's endpoints; empty for a workspace that never had one. */
  marks: string
  /** Its living endpoints; none are read when its marks are those that were named. */
  recipients: Recipient[]
}

interface Row {
  workspace_id: string
  marks: string
  id: string | null
  events: string[]
  namespace_ids: string[]
  channels: string[]
  filter: string | null
  is_active: boolean
  retry_schedule_seconds: number[]
  is_ordered: boolean
  is_polled: boolean
}

/** Reads the endpoints of each workspace whose marks are not the named ones. Marks and endpoints are of one snapshot. */
export const findRosters = (asked: readonly Asked[]): Statement => ({
  name: 'endpoint_rosters',
  // NOTE: an array under a SELECT hides its length: seeing it, PostgreSQL plans the statement anew each time.
  // OFFSET 0: the comparison of the marks stays a condition of the whole subquery, which then reads nothing.
  text: `SELECT asked.workspace_id, now.marks, e.*
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[])) AS asked (workspace_id, marks)
      CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(m.mark::text, ' ' ORDER BY m.slot), '') AS marks FROM endpoint_mark m
        WHERE m.workspace_id = asked.workspace_id
      ) now
      LEFT JOIN LATERAL (
        SELECT id, events, namespace_ids, channels, filter::text AS filter, is_active AND suspended_at IS NULL AS is_active,
          retry_schedule_seconds, ordering = 'key' AS is_ordered, kind = 'poll' AS is_polled
        FROM endpoint
        WHERE now.marks IS DISTINCT FROM asked.marks AND workspace_id = asked.workspace_id AND deleted_at IS NULL
        OFFSET 0
      ) e ON true`,
  values: [asked.map(({ workspaceId }) => workspaceId), asked.map(({ marks }) => marks ?? null)],
})

/** The rows of findRosters, by workspace. Filters that the known roster has are not read anew. */
export async function rostersIn(rows: object[], asked: readonly Asked[]): Promise<Map<string, Answer>> {
  const rosters = new Map(asked.map(({ workspaceId, roster }) => [workspaceId, roster]))
  const answers = new Map<string, Answer>()
  const pace = new Pace()
  for (const row of rows as Row[]) {
    const answer = answers.get(row.workspace_id) ?? { marks: row.marks, recipients: [] }
    answers.set(row.workspace_id, answer)
    if (row.id === null) continue
    const known = row.filter === null ? undefined : rosters.get(row.workspace_id)?.filterOf(row.filter)
    const filter = row.filter === null ? null : (known ?? storedFilter(row.filter))
    answer.recipients.push(recipientOf(row.id, row, filter))
    if (filter !== null && filter !== known && pace.isDue(filter.json.length)) await pace.nextTurn()
  }
  return answers
}

function recipientOf(id: string, row: Row, filter: StoredFilter | null): Recipient {
  return {
    id,
    events: row.events,
    namespaceIds: row.namespace_ids,
    channels: row.channels,
    filter,
    isActive: row.is_active,
    retryScheduleSeconds: row.retry_schedule_seconds,
    isOrdered: row.is_ordered,
    isPolled: row.is_polled,
  }
}
