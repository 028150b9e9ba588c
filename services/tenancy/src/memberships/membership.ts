import type { Role } from '../caller.ts'

export interface Membership {
  workspaceId: string
  userId: string
  role: Role
  createdAt: Date
}
