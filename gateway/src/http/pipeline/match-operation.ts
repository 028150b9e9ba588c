import { fail } from '../../errors.ts'
import { deprecationHeaders } from '../../operation/deprecation.ts'
import { versionOf, versions } from '../../operation/versions.ts'
import type { ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

const readMethods = 'GET, HEAD'

/** Defers the refusal of a request without an operation until it is counted. */
export const matchOperation: Step = (request, { routes }) => {
  const { req, headers } = request
  const versioned = versionOf(req.path)
  if (versioned.kind === 'unknown-version') {
    request.deferredRefusal = fail.versionUnknown(versions.map(({ name }) => name))
    return
  }
  if (versioned.kind === 'elsewhere') {
    if (request.isReadOnly) refuseMethod(request, readMethods)
    else request.deferredRefusal = fail.endpointNotFound()
    return
  }
  headers.set('X-API-Version', versioned.version.name)
  const match = routes.match(req.method, versioned.path)
  if (match.kind === 'operation') {
    request.operation = match.operation
    const deprecation = match.operation.deprecation ?? versioned.version.deprecation
    if (deprecation !== undefined) headers.setAll(deprecationHeaders(deprecation))
    request.path = req.path
    request.params = match.params
  } else if (match.kind === 'method') {
    refuseMethod(request, match.allow)
  } else {
    request.deferredRefusal = fail.endpointNotFound()
  }
}

function refuseMethod(request: ReceivedRequest, allow: string): void {
  request.headers.set('Allow', allow)
  request.deferredRefusal = fail.methodNotAllowed(allow)
}
