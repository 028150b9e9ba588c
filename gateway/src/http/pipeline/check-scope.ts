import { coversScope } from '@plinth/kit/access/scopes'
import { fail } from '../../errors.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

/** Throws FORBIDDEN when the key lacks the operation's scope, or the operation is for operators alone. */
export const checkScope: Step<AuthorizedRequest> = ({ operation, bearer }) => {
  if (bearer === undefined) return
  const { scope, isForOperators = false } = operation
  const { scopes, isOperator } = bearer.principal
  if (scope !== 'any' && !coversScope(scopes, scope)) throw fail.scopeMissing(scope, scopes)
  if (isForOperators && !isOperator) throw fail.operatorsOnly()
}
