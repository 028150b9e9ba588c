import { PlinthError } from '@plinth/kit/errors'
import type { CallOptions } from '@plinth/kit/rpc'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import type { Caller } from '../access/caller.ts'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'

/** Returns the user for whom an operator acts. Throws VALIDATION_ERROR, naming the field, if the user does not exist. */
export async function requireUser(services: Services, field: string, userId: string, ask: CallOptions): Promise<User> {
  const { users } = await services.users.batchGetUsers({ ids: [userId] }, ask)
  const [user] = users
  if (user === undefined) throw fail.validation({ [field]: ['The user does not exist.'] })
  return user
}

/** Returns VALIDATION_ERROR unless the user for whom an operator creates a key is a member of the workspace of the request. */
export async function refusalOfStranger(
  services: Services,
  userId: string | undefined,
  { access }: Caller,
  ask: CallOptions,
): Promise<PlinthError | undefined> {
  if (userId === undefined) return fail.validation({ user_id: ['The user_id field is required for operators.'] })
  const question = { userId, workspaceIdOrSlug: access?.workspaceId ?? '', namespaceId: '' }
  const anyKey = { keyWorkspaceId: '', allWorkspaces: false }
  try {
    await services.workspaces.resolveAccess({ ...question, ...anyKey }, ask)
    return undefined
  } catch (err) {
    if (!(err instanceof PlinthError) || err.code !== 'RESOURCE_NOT_FOUND') throw err
    return fail.validation({ user_id: ['The user is not a member of the workspace.'] })
  }
}
