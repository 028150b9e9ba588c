import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { type AuditEntry, type FoundRequest, PermissionDeniedError } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { mayManage } from '../members/roles.ts'
import { Change } from './change.tsx'

/** Events whose deliveries are asked for before anybody asks. */
const openMax = 5
const clocksApartMs = 2_000
// Changes that follow in another service are events of the same request.
const afterMs = 60_000

/** Changes of a call: its entries of the audit log, each with its event. */
export function Changes({ call, isOpen }: { call: FoundRequest; isOpen: boolean }) {
  const { request: text } = words
  const [isShown, setShown] = useState(isOpen)
  const { changed, event_ids: eventIds } = call
  const isNothing = changed?.length === 0 && eventIds?.length === 0
  return (
    <>
      <h3>{text.changed}</h3>
      {changed === null || eventIds === null ? (
        <p class="notice">{text.changedUnknown}</p>
      ) : isNothing ? (
        <p class="muted">{text.changedNothing}</p>
      ) : isShown ? (
        <ChangeList call={call} eventIds={eventIds} changed={changed} />
      ) : (
        <p>
          <button type="button" onClick={() => setShown(true)}>
            {text.showChanges}
          </button>
        </p>
      )}
    </>
  )
}

interface ChangeListProps {
  call: FoundRequest
  eventIds: readonly string[]
  changed: readonly string[]
}

function ChangeList({ call, eventIds, changed }: ChangeListProps) {
  const session = useSigned()
  const mayRead = mayManage(session, 'read:audit-log')
  const { workspace_id: workspaceId } = call
  const begin = Date.parse(call.at)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['audit', 'request', call.id],
    queryFn: ({ signal }) =>
      client.auditLog.list(
        {
          request_id: call.request_id,
          created_after: new Date(begin - clocksApartMs).toISOString(),
          created_before: new Date(begin + call.duration_ms + afterMs).toISOString(),
          sort: ['created_at'],
          per_page: 100,
          all_workspaces: (session.isOperator && workspaceId === null) || undefined,
        },
        { signal, workspaceId: workspaceId ?? undefined },
      ),
    enabled: mayRead,
  })
  if (isPending && mayRead) return <Loading />
  const entries = (data?.data ?? []).filter(
    ({ id, target }) => eventIds.includes(id) || changed.includes(target.id ?? ''),
  )
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  // Without the audit log, events alone tell what changed.
  const rows: Row[] = [
    ...entries.map((entry) => ({ id: entry.id, entry, isEvent: eventIds.includes(entry.id) })),
    ...eventIds.filter((id) => !known.has(id)).map((id) => ({ id, entry: undefined, isEvent: true })),
  ]
  const isRefused = error instanceof PermissionDeniedError
  return (
    <>
      {error !== null && !isRefused && <Failure error={error} onRetry={() => void refetch()} />}
      <ol class="thread">
        {rows.map(({ id, entry, isEvent }, index) => (
          <Change key={id} {...{ id, entry, isEvent, workspaceId }} isOpen={index < openMax} isFirst={index === 0} />
        ))}
      </ol>
    </>
  )
}

interface Row {
  id: string
  entry: AuditEntry | undefined
  isEvent: boolean
}
