import { PlinthError } from '@plinth/kit/errors'
import type { CallOptions } from '@plinth/kit/rpc'
import type { Caller } from '../access/caller.ts'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'

/** Throws VALIDATION_ERROR unless the user for whom an operator creates a key is a member of the workspace of the request. */
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
