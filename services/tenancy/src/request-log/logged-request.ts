/** The check that the plan refused; undefined: not known. */
export interface Denial {
  feature: string
  quantity?: number | undefined
  reason: string
  limit?: number | undefined
  used?: number | undefined
  available?: number | undefined
}

/** One call of the API. Empty texts: there is none. */
export interface LoggedRequest {
  id: string
  createdAt: Date
  workspaceId: string
  requestId: string
  method: string
  path: string
  operation: string
  /** 0: the caller disconnected before the answer. */
  status: number
  code: string
  durationMs: number
  keyId: string
  sessionId: string
  userId: string
  actorType: string
  actorName: string
  namespaceId: string
  isReplayed: boolean
  limitedBy: string
  denial: Denial | undefined
  omitted: number
}

const lettersMax = 300
// Of an integer column.
const numberMax = 2_147_483_647

/**
 * The call as it can be stored, whatever a gateway sends: texts of a bounded length without control characters, and no time
 * in the future.
 */
export function storable(request: LoggedRequest, now: Date): LoggedRequest {
  const entries = Object.entries(request).map(([name, value]) => [
    name,
    typeof value === 'string' ? clean(value) : value,
  ])
  return {
    // The entries have the names and types of the request.
    ...(Object.fromEntries(entries) as unknown as LoggedRequest),
    createdAt: new Date(Math.min(request.createdAt.getTime(), now.getTime())),
    status: bounded(request.status),
    durationMs: bounded(request.durationMs),
    omitted: bounded(request.omitted),
    denial: request.denial && {
      ...request.denial,
      feature: clean(request.denial.feature),
      reason: clean(request.denial.reason),
    },
  }
}

const bounded = (count: number): number => Math.min(count, numberMax)

/** PostgreSQL cannot store U+0000; a half of a character is none. */
const clean = (text: string): string => text.slice(0, lettersMax).replace(/[\p{Cc}\p{Cs}]/gu, '?')
