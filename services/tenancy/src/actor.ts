import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { callerOf } from './caller.ts'
import { fail } from './errors.ts'

/** Actor of a change of a plan, as stored in the entitlement log. */
export interface Actor {
  /** ID of a user, or of the key of an operator; empty for Plinth itself. */
  id: string
  isOperator: boolean
}

/** Actor of the jobs of Plinth itself. */
export const system: Actor = { id: '', isOperator: true }

export function actorOf(context: CallContext): Actor {
  const { userId, isOperator } = callerOf(context)
  return { id: userId || (context.principal?.keyId ?? ''), isOperator }
}

export function requireOperator({ isOperator }: Actor): void {
  if (!isOperator) throw fail.operatorsOnly()
}
