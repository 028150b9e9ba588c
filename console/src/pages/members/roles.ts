import { allows } from '../../api/scopes.ts'
import type { Session } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'

export const roles = ['owner', 'admin', 'member'] as const
export type Role = (typeof roles)[number]

/** Its name; of a role that this version does not know, its code. */
export const roleText = (role: string): string => words.members.roles[role as Role] ?? role

export const roleOptions = (): { value: string; label: string }[] =>
  roles.map((role) => ({ value: role, label: words.members.roles[role] }))

/** Members manage nothing of others, whatever their scopes are. */
export const isManager = ({ workspace_id, role }: Pick<Session, 'workspace_id' | 'role'>): boolean =>
  workspace_id === null || role === 'owner' || role === 'admin'

export const isOwner = ({ workspace_id, role }: Pick<Session, 'workspace_id' | 'role'>): boolean =>
  workspace_id === null || role === 'owner'

/** True if scopes and role let a session do what is for owners and admins: `mayManage(session, 'write:webhooks')`. */
export const mayManage = (session: Pick<Session, 'scopes' | 'workspace_id' | 'role'>, wanted: string): boolean =>
  isManager(session) && allows(session, wanted)
