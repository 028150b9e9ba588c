import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { callerOf } from './caller.ts'
import { fail } from './errors.ts'

/** Who changes a plan, as the entitlement log keeps it. */
export interface Actor {
  /** A user; a key, for an operator; empty for Plinth itself. */
  id: string
  isOperator: boolean
}

/** Plinth's own jobs. */
export const system: Actor = { id: '', isOperator: true }

export function actorOf(context: CallContext): Actor {
  const { userId, isOperator } = callerOf(context)
  return { id: userId || (context.principal?.keyId ?? ''), isOperator }
}

export function requireOperator({ isOperator }: Actor): void {
  if (!isOperator) throw fail.operatorsOnly()
}
