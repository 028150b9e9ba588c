import { foldEmail, isEmailAddress } from '@plinth/kit/access/email-address'
import type { Role } from '../caller.ts'
import { fail } from '../errors.ts'

export interface Invitation {
  id: string
  workspaceId: string
  email: string
  role: Role
  /** User who accepted the invitation. */
  acceptedBy: string | undefined
  /** Inviting user; undefined for an operator, and for invitations of the previous release. */
  invitedBy: string | undefined
  /** True if an operator created the invitation: accepting it verifies the address. */
  isByOperator: boolean
  expiresAt: Date
  createdAt: Date
  version: number
}

export interface InvitationDraft {
  email: string
  role: Role
}

export const lifeDays = 7
export const tokenPrefix = 'inv_tok_'

export function newInvitation(wanted: InvitationDraft): InvitationDraft {
  if (!isEmailAddress(wanted.email)) throw fail.invalid({ email: ['The email field must be an email address.'] })
  return wanted
}

export type Acceptance = 'first' | 'again'

/**
 * Checks whether this user may accept, and returns whether it is the first time. A refused user learns nothing: an unknown token and a token of another
 * address give the same error.
 */
export function checkAcceptance(invitation: Invitation, user: { id: string; email: string }): Acceptance {
  if (foldEmail(invitation.email) !== foldEmail(user.email)) throw fail.invitationNotFound()
  if (invitation.acceptedBy === undefined) return 'first'
  if (invitation.acceptedBy !== user.id) throw fail.invitationNotFound()
  return 'again'
}

/** As the public API shows it (api.md §19). */
export const invitationView = (invitation: Invitation): Record<string, unknown> => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  invited_by: invitation.invitedBy ?? null,
  expires_at: invitation.expiresAt.toISOString(),
  created_at: invitation.createdAt.toISOString(),
})
