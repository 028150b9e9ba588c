import type { Statement } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import { storedFilter } from '../filters/stored-filter.ts'
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

/** A workspace, with one of its endpoints if there are any. */
type Row = Omit<Recipient, 'id' | 'filter'> & { workspaceId: string; marks: string; id?: string; filter?: string }

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
  for (const row of rows) {
    const { workspaceId, marks, id, filter: json, ...recipient } = fromRow<Row>(row)
    const answer = answers.get(workspaceId) ?? { marks, recipients: [] }
    answers.set(workspaceId, answer)
    if (id === undefined) continue
    const known = json === undefined ? undefined : rosters.get(workspaceId)?.filterOf(json)
    const filter = json === undefined ? null : (known ?? storedFilter(json))
    answer.recipients.push({ id, filter, ...recipient })
    if (filter !== null && filter !== known && pace.isDue(filter.json.length)) await pace.nextTurn()
  }
  return answers
}
