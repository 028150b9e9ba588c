import { ifMatchVersion } from '../answer/entity-tag.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { contextNames } from './context-names.ts'
import { fingerprintOf, parseIdempotencyKey } from './idempotency-key.ts'

/** Refuses invalid headers; keeps those of writes. */
export const parseHeaders: Step<AuthorizedRequest> = (request) => {
  const { req, operation, query, body } = request
  const { method, scope } = operation
  if (scope !== 'none') contextNames(request)
  if (method === 'GET') return
  if (method !== 'POST') {
    const version = ifMatchVersion(req.headers['if-match'])
    if (version !== undefined) request.ifMatchVersion = version
  }
  const key = parseIdempotencyKey(req.headersDistinct['idempotency-key'])
  if (key !== undefined) request.idempotency = { key, fingerprint: fingerprintOf(query, body) }
}
