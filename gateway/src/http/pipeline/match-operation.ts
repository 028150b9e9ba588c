import { fail } from '../../errors.ts'
import { deprecationHeaders } from '../../operation/deprecation.ts'
import type { Step } from './pipeline.ts'
import { versionOf, versions } from '../../operation/versions.ts'

/** What matches nothing is refused after it was counted. */
export const matchOperation: Step = (exchange, { routes }) => {
  const { req, headers } = exchange
  const versioned = versionOf(req.path)
  if (versioned.kind === 'unknown-version') {
    exchange.refusal = fail.versionUnknown(versions.map(({ name }) => name))
    return
  }
  if (versioned.kind === 'elsewhere') {
    exchange.refusal = fail.endpointNotFound()
    return
  }
  headers.set('X-API-Version', versioned.version.name)
  const match = routes.match(req.method, versioned.path)
  if (match.kind === 'operation') {
    exchange.operation = match.operation
    const deprecation = match.operation.deprecation ?? versioned.version.deprecation
    if (deprecation !== undefined) headers.setAll(deprecationHeaders(deprecation))
    exchange.path = req.path
    exchange.params = match.params
  } else if (match.kind === 'method') {
    headers.set('Allow', match.allow)
    exchange.refusal = fail.methodNotAllowed(match.allow)
  } else {
    exchange.refusal = fail.endpointNotFound()
  }
}
