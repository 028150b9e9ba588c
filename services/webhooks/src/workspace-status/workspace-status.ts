import { leftOutName } from '@plinth/kit/events/change-bounds'
import type { IncomingEvent } from '../events/event.ts'
import { parsedJson } from '../json.ts'

/** The status of a workspace decides whether its deliveries are sent, held or cancelled. */
export interface WorkspaceStatus {
  workspaceId: string
  status: 'active' | 'suspended' | 'deleted'
  /** The event that set the status; of two events, the one with the greater id is the newer. */
  eventId: string
}

/** Reads the status from an event of the workspace itself that may have changed it; returns undefined for every other event. */
export function statusFromEvent(event: IncomingEvent): WorkspaceStatus | undefined {
  const { id: eventId, type, workspaceId } = event
  if (type === 'workspace.deleted') return { workspaceId, status: 'deleted', eventId }
  if (type !== 'workspace.updated' || keepsStatus(event)) return undefined
  const { status } = membersOf(event.attributesJson)
  return status === 'active' || status === 'suspended' ? { workspaceId, status, eventId } : undefined
}

/** The newest status of each workspace. */
export function latestStatuses(events: readonly IncomingEvent[]): WorkspaceStatus[] {
  const newest = new Map<string, WorkspaceStatus>()
  for (const event of events) {
    const latest = statusFromEvent(event)
    const before = latest && newest.get(latest.workspaceId)
    if (latest !== undefined && (before === undefined || before.eventId < latest.eventId)) {
      newest.set(latest.workspaceId, latest)
    }
  }
  return [...newest.values()]
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
