import { fail } from '../../errors.ts'
import { ifMatchVersions } from '../answer/entity-tag.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { contextNames } from './context-names.ts'
import { fingerprintOf, parseIdempotencyKey } from './idempotency-key.ts'

// They travel in the metadata of a call, whose size HTTP/2 limits.
const versionsMax = 100

/** Refuses invalid headers; keeps those of writes. */
export const parseHeaders: Step<AuthorizedRequest> = (request) => {
  const { req, operation, query, body } = request
  const { method, scope } = operation
  if (scope !== 'none') contextNames(request)
  if (method === 'GET') return
  if (method !== 'POST') {
    const versions = ifMatchVersions(req.headers['if-match'])
    if (versions !== undefined && versions.length > versionsMax)
      throw fail.parameter({ 'If-Match': [`The If-Match header must name at most ${versionsMax} versions.`] })
    request.ifMatchVersions = versions
  }
  const key = parseIdempotencyKey(req.headersDistinct['idempotency-key'])
  if (key !== undefined) request.idempotency = { key, fingerprint: fingerprintOf(query, body) }
}
