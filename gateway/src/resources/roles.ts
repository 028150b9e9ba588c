import { Role } from '@plinth/proto/common/v1/context.ts'
import { fail } from '../errors.ts'

const roles = { owner: Role.ROLE_OWNER, admin: Role.ROLE_ADMIN, member: Role.ROLE_MEMBER } as const
export type RoleWord = keyof typeof roles

export const toRole = (word: RoleWord | undefined): Role => (word === undefined ? Role.ROLE_UNSPECIFIED : roles[word])

export function fromRole(role: Role): RoleWord {
  if (role === Role.ROLE_OWNER) return 'owner'
  if (role === Role.ROLE_ADMIN) return 'admin'
  if (role === Role.ROLE_MEMBER) return 'member'
  throw fail.brokenContract('a role')
}
