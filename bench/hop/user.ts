import type { Client, Handlers } from '@plinth/kit/rpc'
import { type User, UsersServiceService } from '@plinth/proto/identity/v1/users.ts'

/** One read of the real contract. */
export const reads = { getUser: UsersServiceService.getUser }
export type Reads = Client<typeof reads>

const createdAt = new Date('2026-11-01T12:00:00Z')

export const userOf = (id: string): User => ({
  id,
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  tier: 'pro',
  pendingEmail: '',
  status: 'active',
  createdAt,
  updatedAt: createdAt,
  version: 3,
})

/** Answers from memory, so that what is measured is the way there and back. */
export const handlers: Handlers<typeof reads> = { getUser: async ({ id }) => ({ user: userOf(id) }) }
