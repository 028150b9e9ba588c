import type { DomainEvent } from '../ingest/payload.ts'

/** How a workspace stands: what it is owed is sent, held, or cancelled. */
export interface Standing {
  workspaceId: string
  status: 'active' | 'suspended' | 'deleted'
  /** The event that said so; of two, the one with the greater id is the newer. */
  eventId: string
}

/** What a workspace's own event says of its standing; undefined for every other event. */
export function standingOf(event: DomainEvent): Standing | undefined {
  const { id: eventId, type, workspaceId } = event
  if (type === 'workspace.deleted') return { workspaceId, status: 'deleted', eventId }
  if (type !== 'workspace.updated') return undefined
  const status = statusIn(event.attributesJson)
  return status === 'active' || status === 'suspended' ? { workspaceId, status, eventId } : undefined
}

/** The newest standing of each workspace. */
export function newestStandings(events: readonly DomainEvent[]): Standing[] {
  const newest = new Map<string, Standing>()
  for (const event of events) {
    const standing = standingOf(event)
    const before = standing && newest.get(standing.workspaceId)
    if (standing !== undefined && (before === undefined || before.eventId < standing.eventId)) {
      newest.set(standing.workspaceId, standing)
    }
  }
  return [...newest.values()]
}

function statusIn(attributesJson: string): unknown {
  try {
    const attributes: unknown = JSON.parse(attributesJson)
    return typeof attributes === 'object' && attributes !== null && 'status' in attributes
      ? attributes.status
      : undefined
  } catch {
    return undefined
  }
}
