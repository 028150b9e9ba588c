import { status } from '@grpc/grpc-js'

/** Every public error code (api.md §3), with the HTTP status it answers and the gRPC status it travels as. */
export const errorCodes = {
  UNAUTHENTICATED: { http: 401, grpc: status.UNAUTHENTICATED },
  INVALID_API_KEY: { http: 401, grpc: status.UNAUTHENTICATED },
  TOKEN_EXPIRED: { http: 401, grpc: status.UNAUTHENTICATED },
  INSUFFICIENT_PERMISSIONS: { http: 403, grpc: status.PERMISSION_DENIED },
  IP_NOT_ALLOWED: { http: 403, grpc: status.PERMISSION_DENIED },
  WORKSPACE_SUSPENDED: { http: 403, grpc: status.PERMISSION_DENIED },
  NAMESPACE_ACCESS_DENIED: { http: 403, grpc: status.PERMISSION_DENIED },
  ENTITLEMENT_DENIED: { http: 403, grpc: status.PERMISSION_DENIED },
  FEATURE_LIMIT_REACHED: { http: 403, grpc: status.PERMISSION_DENIED },
  MISSING_WORKSPACE_CONTEXT: { http: 400, grpc: status.INVALID_ARGUMENT },
  CONTEXT_CONFLICT: { http: 400, grpc: status.INVALID_ARGUMENT },
  RESOURCE_NOT_FOUND: { http: 404, grpc: status.NOT_FOUND },
  ENDPOINT_NOT_FOUND: { http: 404, grpc: status.NOT_FOUND },
  METHOD_NOT_ALLOWED: { http: 405, grpc: status.UNIMPLEMENTED },
  PAYLOAD_TOO_LARGE: { http: 413, grpc: status.INVALID_ARGUMENT },
  UNSUPPORTED_MEDIA_TYPE: { http: 415, grpc: status.INVALID_ARGUMENT },
  DUPLICATE_RESOURCE: { http: 409, grpc: status.ALREADY_EXISTS },
  STATE_CONFLICT: { http: 409, grpc: status.FAILED_PRECONDITION },
  IDEMPOTENCY_IN_PROGRESS: { http: 409, grpc: status.ABORTED },
  PRECONDITION_FAILED: { http: 412, grpc: status.FAILED_PRECONDITION },
  VALIDATION_ERROR: { http: 422, grpc: status.INVALID_ARGUMENT },
  CANNOT_DELETE: { http: 422, grpc: status.FAILED_PRECONDITION },
  IDEMPOTENCY_KEY_REUSED: { http: 422, grpc: status.INVALID_ARGUMENT },
  INVALID_WEBHOOK_URL: { http: 422, grpc: status.INVALID_ARGUMENT },
  BATCH_TOO_LARGE: { http: 422, grpc: status.INVALID_ARGUMENT },
  INVALID_FORMAT: { http: 400, grpc: status.INVALID_ARGUMENT },
  INVALID_PARAMETER: { http: 400, grpc: status.INVALID_ARGUMENT },
  IDEMPOTENCY_KEY_INVALID: { http: 400, grpc: status.INVALID_ARGUMENT },
  UNSUPPORTED_API_VERSION: { http: 400, grpc: status.INVALID_ARGUMENT },
  CANNOT_RETRY: { http: 400, grpc: status.FAILED_PRECONDITION },
  RATE_LIMIT_EXCEEDED: { http: 429, grpc: status.RESOURCE_EXHAUSTED },
  INTERNAL_ERROR: { http: 500, grpc: status.INTERNAL },
  SERVICE_UNAVAILABLE: { http: 503, grpc: status.UNAVAILABLE },
  GATEWAY_TIMEOUT: { http: 504, grpc: status.DEADLINE_EXCEEDED },
} as const satisfies Record<string, { http: number; grpc: status }>

export type ErrorCode = keyof typeof errorCodes

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)
