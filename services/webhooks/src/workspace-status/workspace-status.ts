import { leftOutName } from '@plinth/kit/events/change-bounds'
import type { IncomingEvent } from '../events/event.ts'
import { parsedJson } from '../json.ts'

/** The status of a workspace decides whether its deliveries are sent, held or cancelled. */
export interface WorkspaceStatus {
  workspaceId: string
  status: 'active' | 'suspended' | 'deleted'
  /** The event that set the status. */
  eventId: string
  /** Of the workspace, with this status. 0: the event is from the release before, which does not send it. */
  version: number
}

/** Reads the status from an event of the workspace itself that may have changed it; returns undefined for every other event. */
export function statusFromEvent(event: IncomingEvent): WorkspaceStatus | undefined {
  const { id: eventId, type, workspaceId, objectVersion: version = 0 } = event
  if (type === 'workspace.deleted') return { workspaceId, status: 'deleted', eventId, version }
  if (type !== 'workspace.updated' || keepsStatus(event)) return undefined
  const { status } = membersOf(event.attributesJson)
  return status === 'active' || status === 'suspended' ? { workspaceId, status, eventId, version } : undefined
}

/** The newest status of each workspace. */
export function latestStatuses(events: readonly IncomingEvent[]): WorkspaceStatus[] {
  const newest = new Map<string, WorkspaceStatus>()
  for (const event of events) {
    const latest = statusFromEvent(event)
    const before = latest && newest.get(latest.workspaceId)
    if (latest !== undefined && (before === undefined || isNewer(latest, before)))
      newest.set(latest.workspaceId, latest)
  }
  return [...newest.values()]
}

/** Ids have the clocks of the processes that made them, which may differ by seconds: they decide only where a version is not known. */
function isNewer(one: WorkspaceStatus, other: WorkspaceStatus): boolean {
  return one.version > 0 && other.version > 0 ? one.version > other.version : one.eventId > other.eventId
}

/** The event names its changes, all of them, and the status is none. The release before this one names none. */
function keepsStatus({ changesJson = '' }: IncomingEvent): boolean {
  const changed = Object.keys(membersOf(changesJson))
  return changed.length > 0 && !changed.includes('status') && !changed.includes(leftOutName)
}

function membersOf(json: string): Record<string, unknown> {
  const value = parsedJson(json)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
