import type { CallOptions } from '@plinth/kit/rpc'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'

/** Returns the user for whom an operator acts. Throws VALIDATION_ERROR, naming the field, if the user does not exist. */
export async function requireUser(services: Services, field: string, userId: string, ask: CallOptions): Promise<User> {
  const { users } = await services.users.batchGetUsers({ ids: [userId] }, ask)
  const [user] = users
  if (user === undefined) throw fail.validation({ [field]: ['The user does not exist.'] })
  return user
}
