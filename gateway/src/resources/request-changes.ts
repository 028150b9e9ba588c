import type { CallOptions } from '@plinth/kit/rpc'
import type { PageInfo } from '@plinth/proto/common/v1/list.ts'
import type { LoggedRequest } from '@plinth/proto/tenancy/v1/request_log.ts'
import type { RequestChanges, RequestSpan } from '@plinth/proto/webhooks/v1/audit_log.ts'
import type { Services } from '../services.ts'
import { isUnavailable } from '../unavailable-part.ts'

export interface FoundRequest {
  request: LoggedRequest
  /** Undefined while webhooks cannot tell. */
  changes: RequestChanges | undefined
}

export interface FoundRequests {
  requests: FoundRequest[]
  page: PageInfo | undefined
}

const none: RequestChanges = { eventIds: [], changedIds: [] }
// Clocks of a gateway and a database may be this far apart.
const clocksApartMs = 2_000
// Changes that follow in another service are events of the same request.
const afterMs = 60_000

/** Returns the changes of each of these calls (newest first, of one request id), by one call to webhooks. */
export async function changesOf(
  services: Pick<Services, 'auditLog'>,
  requestId: string,
  requests: readonly LoggedRequest[],
  ask: CallOptions,
): Promise<FoundRequest[]> {
  const changing = requests.filter(mayHaveChanged)
  if (changing.length === 0) return requests.map((request) => ({ request, changes: none }))
  const spans = changing.map((request) => spanOf(request, requests[requests.indexOf(request) - 1]))
  const changes = await services.auditLog.listRequestChanges({ requestId, spans }, ask).then(
    (answer) => answer.changes,
    (err: unknown) => {
      // The calls are shown without what they changed.
      if (isUnavailable(err)) return undefined
      throw err
    },
  )
  return requests.map((request) => {
    const at = changing.indexOf(request)
    return { request, changes: at < 0 ? none : changes?.[at] }
  })
}

/** A write that was not refused; without an answer, or after a failure, it may have been made. */
const mayHaveChanged = ({ method, status, isReplayed }: LoggedRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && (status < 400 || status >= 500) && !isReplayed

/** Until the next call with the same id, if that is soon. */
function spanOf({ workspaceId, atMs, durationMs }: LoggedRequest, next: LoggedRequest | undefined): RequestSpan {
  const endMs = atMs + durationMs
  const untilMs = Math.min(endMs + afterMs, Math.max(endMs, next?.atMs ?? Number.POSITIVE_INFINITY))
  return { workspaceId, from: new Date(atMs - clocksApartMs), to: new Date(untilMs) }
}
