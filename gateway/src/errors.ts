import { type ErrorDetails, PlinthError } from '@plinth/kit/errors'

const invalid = (details: ErrorDetails) =>
  new PlinthError('INVALID_PARAMETER', 'A parameter is not valid.', { details })

/** The gateway's own refusals by name. */
export const fail = {
  unauthenticated: () =>
    new PlinthError('UNAUTHENTICATED', 'An API key is required: send it as "Authorization: Bearer <key>".'),
  invalidApiKey: () => new PlinthError('INVALID_API_KEY', 'The API key is not valid.'),
  keyInQuery: () => invalid({ query: ['An API key never belongs in a URL: send it in the Authorization header.'] }),
  ipNotAllowed: () => new PlinthError('IP_NOT_ALLOWED', 'This API key may not be used from your IP address.'),
  scopeMissing: (required: string, provided: readonly string[]) =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'The API key lacks the scope that this operation needs.', {
      details: { required_scope: [required], provided_scopes: provided },
    }),
  operatorsOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an operator may do this.'),
  notAllowed: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'You may see this resource but not change it.'),
  workspaceSuspended: () => new PlinthError('WORKSPACE_SUSPENDED', 'The workspace is suspended.'),
  workspaceMissing: () =>
    new PlinthError('MISSING_WORKSPACE_CONTEXT', 'Name a workspace in X-Workspace-ID or workspace_id.'),
  contextConflict: (field: string) =>
    new PlinthError('CONTEXT_CONFLICT', 'The request names two different contexts.', {
      details: { [field]: ['Name it once, or the same everywhere.'] },
    }),
  notFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The resource was not found.'),
  endpointNotFound: () => new PlinthError('ENDPOINT_NOT_FOUND', 'There is no such endpoint.'),
  methodNotAllowed: (allow: string) =>
    new PlinthError('METHOD_NOT_ALLOWED', `This endpoint answers ${allow} only.`, { details: { allow: [allow] } }),
  versionUnknown: (supported: readonly string[]) =>
    new PlinthError('UNSUPPORTED_API_VERSION', 'There is no such version of the API.', {
      details: { supported_versions: supported },
    }),
  notJson: () =>
    new PlinthError('UNSUPPORTED_MEDIA_TYPE', 'Send JSON: Content-Type: application/json, not compressed.'),
  malformed: (sentence: string, cause?: unknown) => new PlinthError('INVALID_FORMAT', sentence, { cause }),
  tooLarge: (bytesMax: number) =>
    new PlinthError('PAYLOAD_TOO_LARGE', `The body is larger than ${bytesMax} bytes.`, {
      details: { max_bytes: [String(bytesMax)] },
    }),
  tooManyValues: (valuesMax: number) =>
    new PlinthError('PAYLOAD_TOO_LARGE', `The body holds more than ${valuesMax} values.`, {
      details: { max_values: [String(valuesMax)] },
    }),
  batchTooLarge: (entries: string, max: number) =>
    new PlinthError('BATCH_TOO_LARGE', `A batch holds at most ${max} ${entries}.`, {
      details: { [entries]: [`Send at most ${max}.`] },
    }),
  actionNotAllowed: (action: string) =>
    new PlinthError('METHOD_NOT_ALLOWED', `A batch of this resource takes no ${action}.`),
  notBegun: () => new PlinthError('SERVICE_UNAVAILABLE', 'This operation was not begun.', { retryAfterSeconds: 1 }),
  validation: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
  parameter: invalid,
  idempotencyKey: () =>
    new PlinthError('IDEMPOTENCY_KEY_INVALID', 'An Idempotency-Key has 1 to 255 printable ASCII characters.'),
  rateLimited: (policies: readonly string[], retryAfterSeconds: number) =>
    new PlinthError('RATE_LIMIT_EXCEEDED', `Rate limit exceeded. Please retry after ${retryAfterSeconds} seconds.`, {
      details: { policy: policies },
      retryAfterSeconds,
    }),
  overloaded: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Too many requests are in flight.', { retryAfterSeconds: 1 }),
  brokenContract: (what: string) =>
    new PlinthError('INTERNAL_ERROR', 'Something went wrong on our side.', {
      cause: new Error(`a service answered without ${what}`),
    }),
}
