import { fail } from '../../errors.ts'
import type { AuthorizedRequest, ReceivedRequest } from '../context/request-context.ts'

/** Throws the deferred refusal after the call was counted. A request that passes has an operation and the bearer that it needs. */
export function authorize(request: ReceivedRequest): asserts request is AuthorizedRequest {
  const { deferredRefusal, operation, bearer } = request
  if (deferredRefusal !== undefined) throw deferredRefusal
  if (operation === undefined) throw fail.endpointNotFound()
  if (bearer === undefined && operation.scope !== 'none' && operation.startsSession !== true)
    throw fail.unauthenticated()
}
