// Events come at least once, late and in any order: every path here is safe to run twice, and spares what was made since.
import type { DomainEvent, Tx } from '@plinth/kit/db'
import { deleteInvitationsMadeUntil } from '../invitations/store.ts'
import { workspaceIdsOf } from '../teams/store.ts'
import { forWorkspace, isSuspension, tierFromEvent } from './events.ts'
import { rememberTier } from './store.ts'

/** A user's own namespaces are resolved by the tier, and the invitations of a suspended user end. */
export async function applyIdentityEvent(tx: Tx, event: DomainEvent): Promise<void> {
  const told = tierFromEvent(event)
  const isNews = told !== undefined && (await rememberTier(tx, told))
  if (isSuspension(event)) await deleteInvitationsMadeUntil(tx, event.objectId, event.createdAt)
  if (isNews && event.type === 'user.updated' && event.workspaceId === '') await passOn(tx, event)
}

/** Identity names no workspace when it knows none of the user's: each hears of it from here, once. */
async function passOn(tx: Tx, event: DomainEvent): Promise<void> {
  for (const workspaceId of await workspaceIdsOf(tx, event.objectId)) tx.emit(forWorkspace(event, workspaceId))
}
