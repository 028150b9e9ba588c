import { coversScope } from '@plinth/kit/access/scopes'
import { fail } from '../../errors.ts'
import type { AuthorizedRequest, ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

/** Throws the deferred refusal after the call was counted. A request that passes has an operation and the bearer that it needs. */
export function authorize(request: ReceivedRequest): asserts request is AuthorizedRequest {
  const { deferredRefusal, operation, bearer } = request
  if (deferredRefusal !== undefined) throw deferredRefusal
  if (operation === undefined) throw fail.endpointNotFound()
  if (bearer === undefined && operation.scope !== 'none' && operation.startsSession !== true)
    throw fail.unauthenticated()
}

/** Throws FORBIDDEN when the key lacks the operation's scope, or the operation is for operators alone. */
export const checkScope: Step<AuthorizedRequest> = ({ operation, bearer }) => {
  if (bearer === undefined) return
  const { scope, isForOperators = false } = operation
  const { scopes, isOperator } = bearer.principal
  if (scope !== 'any' && !coversScope(scopes, scope)) throw fail.scopeMissing(scope, scopes)
  if (isForOperators && !isOperator) throw fail.operatorsOnly()
}
