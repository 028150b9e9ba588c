import { createHash } from 'node:crypto'
import { containsApiKey } from '@plinth/kit/access/contains-api-key'
import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
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
  // The audit log shows it to owners and admins.
  if (containsApiKey(key)) throw fail.secretIdempotencyKey()
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
 * the index in a batch. The previous release used the user instead of the API key. A sign-in with a code has the code's hash in
 * place of the API key; other operations without a key have none.
 */
export function idempotencyOf(request: AuthorizedRequest): { idempotency?: Idempotency } {
  const { idempotency, operation, access, req, path, batchIndex } = request
  if (idempotency === undefined) return {}
  const holder = holderOf(request)
  if (holder === undefined) return {}
  const place = batchIndex === undefined ? [] : [batchIndex]
  const scopeOf = (id: string) => [id, access?.workspaceId ?? '', req.method, path, ...place].join(' ')
  return {
    idempotency: {
      ...idempotency,
      scope: scopeOf(holder.id),
      generation: holder.generation,
      formerScope: holder.formerId === '' ? '' : scopeOf(holder.formerId),
      hasSecret: operation.hasSecret === true,
    },
  }
}

function holderOf({ bearer, operation, json }: AuthorizedRequest) {
  if (bearer !== undefined) {
    const { isOperator, keyId, keyFamilyId, keyGeneration, userId } = bearer.principal
    return { id: keyFamilyId || keyId, generation: keyGeneration, formerId: isOperator ? '' : userId }
  }
  const code = operation.startsSession === true && Object(json).code
  if (typeof code !== 'string') return undefined
  return { id: `code ${hashOfToken(code.trim()).toString('hex')}`, generation: 0, formerId: '' }
}
