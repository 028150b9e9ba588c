import { createHash } from 'node:crypto'
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { fail } from '../../errors.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'

/** Returns the key of the header, bare or as a quoted string (RFC 8941), or undefined without the header. */
export function parseIdempotencyKey(values: readonly string[] | undefined): string | undefined {
  const [value] = values ?? []
  if (value === undefined) return undefined
  if (values?.length !== 1) throw fail.idempotencyKey()
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1]
  const key = quoted === undefined ? value : quoted.replace(/\\(["\\])/g, '$1')
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw fail.idempotencyKey()
  return key
}

/** Returns the fingerprint of a request, independent of the order and encoding of its query parameters. */
export function fingerprintOf(query: URLSearchParams, body: Buffer): Buffer {
  const sorted = new URLSearchParams(query)
  sorted.sort()
  return createHash('sha256').update(sorted.toString()).update('\n').update(body).digest()
}

/**
 * Returns the scope in which an Idempotency-Key is unique: the API key and those it was rotated from, workspace, method and path (api.md §6), and
 * the index in a batch. Operations without a key have none. The previous release used the user instead of the API key.
 */
export function idempotencyOf(request: AuthorizedRequest): { idempotency?: Idempotency } {
  const { idempotency, operation, bearer, access, req, path, batchIndex } = request
  if (idempotency === undefined || bearer === undefined) return {}
  const { isOperator, keyId, keyFamilyId, keyGeneration, userId } = bearer.principal
  const place = batchIndex === undefined ? [] : [batchIndex]
  const scopeOf = (holder: string) => [holder, access?.workspaceId ?? '', req.method, path, ...place].join(' ')
  return {
    idempotency: {
      ...idempotency,
      scope: scopeOf(keyFamilyId || keyId),
      generation: keyGeneration,
      formerScope: isOperator ? '' : scopeOf(userId),
      hasSecret: operation.hasSecret === true,
    },
  }
}
