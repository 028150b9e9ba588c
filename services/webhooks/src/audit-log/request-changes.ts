import type { Queryable } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { readerWorkspace } from '../access.ts'
import { fail } from '../errors.ts'
import { isRecordedOnly } from '../event-types/own-types.ts'

/** The time in which a call may have emitted events, both ends included. */
export interface RequestSpan {
  /** Empty: of every workspace, and of none. */
  workspaceId: string
  from: Date
  to: Date
}

export interface RequestChanges {
  eventIds: string[]
  changedIds: string[]
}

const entriesMax = 100
const eventPrefix = 'evt_'

/**
 * The events that calls with this request id emitted, and what they changed, for each span in its order: ids alone, which every reader of a
 * workspace may know. Throws INSUFFICIENT_PERMISSIONS for another workspace than that in context, which operators may name.
 */
export async function requestChanges(
  db: Queryable,
  ctx: CallContext,
  requestId: string,
  spans: readonly RequestSpan[],
): Promise<RequestChanges[]> {
  if (ctx.principal?.isOperator !== true) {
    const own = readerWorkspace(ctx)
    if (spans.some(({ workspaceId }) => workspaceId !== own)) throw fail.operatorsOnly()
  }
  const found = await findEntries(db, requestId, spans)
  return spans.map((_span, at) => {
    const entries = found.filter(({ place }) => place === at + 1)
    const events = entries.filter(({ id, action }) => id.startsWith(eventPrefix) && !isRecordedOnly(action))
    return {
      eventIds: events.map(({ id }) => id),
      changedIds: [...new Set(entries.map(({ target_id }) => target_id).filter((id) => id !== ''))],
    }
  })
}

interface Entry {
  /** Of its span, from 1. */
  place: number
  id: string
  action: string
  target_id: string
}

// NOTE: callers choose request ids, so one id may have any number of entries. The index has them by time: each span reads its own alone.
const findEntries = (db: Queryable, requestId: string, spans: readonly RequestSpan[]): Promise<Entry[]> =>
  db.query<Entry>({
    name: 'audit_request_changes',
    text: `SELECT span.place::int AS place, entry.* FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[])
        WITH ORDINALITY AS span (workspace_id, since, until, place)
      CROSS JOIN LATERAL (SELECT e.id, e.action, e.target_id FROM audit_entry e
        WHERE e.request_id = $1 AND e.created_at >= span.since AND e.created_at <= span.until
          AND (span.workspace_id = '' OR e.workspace_id = span.workspace_id)
        ORDER BY e.created_at, e.id LIMIT ${entriesMax}) AS entry`,
    values: [
      requestId,
      spans.map(({ workspaceId }) => workspaceId),
      spans.map(({ from }) => from),
      spans.map(({ to }) => to),
    ],
  })
