import type { CallOptions } from '@plinth/kit/rpc'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'

/** Throws VALIDATION_ERROR when the user whom an operator acts for does not exist. */
export async function requireUser(services: Services, userId: string, ask: CallOptions): Promise<void> {
  const { users } = await services.users.batchGetUsers({ ids: [userId] }, ask)
  if (users.length === 0) throw fail.validation({ owner_id: ['There is no such user.'] })
}
