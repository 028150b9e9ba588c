import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { PermissionDeniedError } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import type { Fact } from '../../ui/facts.tsx'
import { visible } from '../../ui/outside-text.ts'
import { mayManage } from '../members/roles.ts'

/** An event, as it names itself. */
interface NamedEvent {
  id: string
  created_at: string
}

/** Entries of one workspace that are of the same millisecond. */
const sameTimeMax = 100

/**
 * The request that made the event, which the audit log tells of: no fact for those who may not read it, nor before the event
 * is known.
 */
export function useRequestOfEvent(workspaceId: string, event: NamedEvent | undefined): readonly Fact[] {
  const { event: text, common } = words
  const mayRead = mayManage(useSigned(), 'read:audit-log')
  const { id, created_at: at } = event ?? { id: '', created_at: '' }
  const { data, error } = useQuery({
    queryKey: ['audit', 'event', workspaceId, id],
    queryFn: ({ signal }) =>
      client.auditLog.list({ created_after: at, created_before: at, per_page: sameTimeMax }, { signal, workspaceId }),
    enabled: mayRead && event !== undefined,
  })
  if (!mayRead || event === undefined || error instanceof PermissionDeniedError) return []
  if (error !== null) return [[text.request, visible(error.message)]]
  if (data === undefined) return [[text.request, common.loading]]
  const requestId = data.data.find((entry) => entry.id === id)?.request_id ?? undefined
  return [
    [
      text.request,
      requestId === undefined ? (
        <span class="muted">{text.noRequest}</span>
      ) : (
        <Link href={`/requests/${encodeURIComponent(requestId)}`}>{visible(requestId)}</Link>
      ),
    ],
  ]
}
