import { type ErrorCode, errorCodes, isErrorCode } from '@plinth/kit/errors'
import type { OperationFacts } from '../operation/operation.ts'

const always: readonly ErrorCode[] = [
  'INVALID_PARAMETER',
  'RATE_LIMIT_EXCEEDED',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
  'GATEWAY_TIMEOUT',
]
const ofKeys: readonly ErrorCode[] = [
  'CONTEXT_CONFLICT',
  'UNAUTHENTICATED',
  'INVALID_API_KEY',
  'TOKEN_EXPIRED',
  'IP_NOT_ALLOWED',
  'NAMESPACE_ACCESS_DENIED',
  'RESOURCE_NOT_FOUND',
]
const ofWrites: readonly ErrorCode[] = [
  'INVALID_FORMAT',
  'IDEMPOTENCY_KEY_INVALID',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'VALIDATION_ERROR',
]

const ofKeptAnswers: readonly ErrorCode[] = ['IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED']

/** Returns the error codes of an operation: those of its record and those of the pipeline. */
export function errorCodesOf(operation: OperationFacts): ErrorCode[] {
  const { method, scope, context, isOpenWhileSuspended, list, query, isHeavy = false, errors = [] } = operation
  const codes = new Set<ErrorCode>([...always, ...errors])
  const add = (applies: boolean, ...more: readonly ErrorCode[]) => {
    if (applies) for (const code of more) codes.add(code)
  }
  const hasKey = scope !== 'none'
  add(hasKey, ...ofKeys)
  add(method !== 'GET', ...ofWrites)
  add(method !== 'GET' && hasKey, ...ofKeptAnswers)
  add(method === 'PATCH' || method === 'PUT' || method === 'DELETE', 'PRECONDITION_FAILED')
  add(hasKey && scope !== 'any', 'INSUFFICIENT_PERMISSIONS')
  add(hasKey && isOpenWhileSuspended !== true, 'WORKSPACE_SUSPENDED')
  add(hasKey && context !== 'path', 'MISSING_WORKSPACE_CONTEXT')
  // The access of the caller changed while the call waited for its turn.
  add(hasKey && isHeavy !== false, 'STATE_CONFLICT')
  // An "after" later than its "before".
  add(
    Object.values({ ...list?.filters, ...query }).some(({ kind }) => kind === 'time'),
    'VALIDATION_ERROR',
  )
  return Object.keys(errorCodes).filter((code) => isErrorCode(code) && codes.has(code)) as ErrorCode[]
}
