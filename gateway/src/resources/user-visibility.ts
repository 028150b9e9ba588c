import type { CallOptions } from '@plinth/kit/rpc'
import type { Caller } from '../access/caller.ts'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'

interface Question {
  services: Services
  caller: Caller
  userId: string
  ask: CallOptions
}

/** Throws RESOURCE_NOT_FOUND for a user with whom the caller shares no workspace. */
export async function requireVisible({ services, caller, userId, ask }: Question): Promise<void> {
  if (isOwnOrOperators(caller, userId)) return
  const { isVisible } = await services.memberships.checkUserVisibility({ userId }, ask)
  if (!isVisible) throw fail.notFound()
}

/** Only the user and operators may do this. Other callers learn no more than a read would show. */
export async function requireOwnOrOperators(question: Question): Promise<void> {
  if (isOwnOrOperators(question.caller, question.userId)) return
  await requireVisible(question)
  throw fail.notAllowed()
}

/** For operations of operators on a user. The service refuses other callers, who learn no more than a read would show. */
export async function workspacesThatHear(question: Question): Promise<string[]> {
  await requireVisible(question)
  const { services, caller, userId, ask } = question
  if (!caller.principal.isOperator) return []
  return (await services.memberships.listUserWorkspaceIds({ userId }, ask)).workspaceIds
}

export function isOwnOrOperators({ principal }: Caller, userId: string): boolean {
  return principal.isOperator || principal.userId === userId
}
