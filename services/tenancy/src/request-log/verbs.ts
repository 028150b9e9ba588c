import type { Clock } from '@plinth/kit/clock'
import { dayAfter, dayOf } from '@plinth/kit/days'
import type { Database, DayPartitions, Page } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { fail } from '../errors.ts'
import { claimSequence } from '../request-statistics/store.ts'
import { type LoggedRequest, storable } from './logged-request.ts'
import { findRequests, insertRequests, type LogScope, listRequests } from './store.ts'

export interface RequestLogDeps {
  database: Database
  partitions: DayPartitions
  clock: Clock
  /** Days for which calls are kept. */
  requestLogDays: number
}

export interface LogReport {
  gatewayInstance: string
  sequence: number
  requests: readonly LoggedRequest[]
}

/** The first day of which, today, calls are kept. */
export const firstLoggedDay = (today: string, days: number): string => dayAfter(today, 1 - days)

/** Stores what a gateway noted, once per gateway and sequence. Answers whether it had been stored before. */
export async function recordRequestLog(
  { database, partitions, clock, requestLogDays }: RequestLogDeps,
  { gatewayInstance, sequence, requests }: LogReport,
): Promise<boolean> {
  const now = clock.now()
  const firstDay = firstLoggedDay(dayOf(now), requestLogDays)
  const stored = requests
    .map((request) => storable({ ...request, id: newId('rql', clock) }, now))
    .filter(({ createdAt }) => dayOf(createdAt) >= firstDay)
  await partitions.ensure(stored.map(({ createdAt }) => dayOf(createdAt)))
  return database.transaction(async (tx) => {
    if (!(await claimSequence(tx, gatewayInstance, sequence))) return true
    await insertRequests(tx, stored)
    return false
  })
}

/** A page of the calls that the caller may read, newest first. Throws INSUFFICIENT_PERMISSIONS and MISSING_WORKSPACE_CONTEXT. */
export async function listLoggedRequests(
  { database }: Pick<RequestLogDeps, 'database'>,
  caller: Caller,
  allWorkspaces: boolean,
  query: ListQuery | undefined,
): Promise<Page<LoggedRequest>> {
  if (allWorkspaces && !caller.isOperator) throw fail.operatorsOnly()
  return listRequests(database, query, logScopeOf(caller, allWorkspaces))
}

/**
 * A page of the calls with this request id that the caller may read; an operator who names no workspace finds those of all. Throws
 * RESOURCE_NOT_FOUND without any, and MISSING_WORKSPACE_CONTEXT.
 */
export async function findLoggedRequests(
  { database }: Pick<RequestLogDeps, 'database'>,
  caller: Caller,
  requestId: string,
  query: ListQuery | undefined,
): Promise<Page<LoggedRequest>> {
  // PostgreSQL has no text with U+0000.
  if (requestId.includes('\0')) throw fail.requestNotFound()
  const found = await findRequests(database, logScopeOf(caller, caller.workspaceId === ''), requestId, query)
  if (found.rows.length === 0) throw fail.requestNotFound()
  return found
}

/** Returns the filter for the calls that the caller may read: of all workspaces, or of the one in context. Throws MISSING_WORKSPACE_CONTEXT. */
export function logScopeOf(caller: Caller, isEverywhere: boolean): LogScope {
  if (!caller.isOperator) return { workspaceId: workspaceOf(caller), showsOperators: false }
  return { workspaceId: isEverywhere ? undefined : caller.workspaceId, showsOperators: true }
}
