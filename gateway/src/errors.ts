import { type ErrorDetails, PlinthError } from '@plinth/kit/errors'
import { counted } from './counted.ts'

const invalid = (details: ErrorDetails) =>
  new PlinthError('INVALID_PARAMETER', 'A parameter is not valid. See details.', { details })

/** Public errors of the gateway by name. */
export const fail = {
  unauthenticated: () =>
    new PlinthError('UNAUTHENTICATED', 'An API key is required. Send it as "Authorization: Bearer <key>".'),
  notFromOwnPage: () =>
    new PlinthError(
      'UNAUTHENTICATED',
      'Only pages of this server can sign in. Send X-Plinth-Page: console from the origin of the server.',
    ),
  noConsole: () =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'The console is turned off here: GATEWAY_CONSOLE is false.'),
  notSecure: () =>
    new PlinthError(
      'INSUFFICIENT_PERMISSIONS',
      'Signing in needs HTTPS. Set GATEWAY_PUBLIC_URL to the https URL of this server, or GATEWAY_TRUSTED_PROXIES to the addresses of the proxy in front of it; GATEWAY_CONSOLE_ALLOW_HTTP=true allows HTTP.',
    ),
  invalidApiKey: () =>
    new PlinthError('INVALID_API_KEY', 'The API key is not valid. Check that it is complete, or make another one.'),
  keyInQuery: () => invalid({ query: ['An API key must not be sent in a URL. Send it in the Authorization header.'] }),
  ipNotAllowed: () =>
    new PlinthError(
      'IP_NOT_ALLOWED',
      'The API key does not allow your IP address. Add the address to its allowed_ips.',
    ),
  scopeMissing: (required: string, provided: readonly string[]) =>
    new PlinthError(
      'INSUFFICIENT_PERMISSIONS',
      'The API key does not have the scope that this operation requires. Use a key that has it.',
      {
        details: { required_scope: [required], provided_scopes: provided },
      },
    ),
  operatorsOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an operator may do this. Ask an operator.'),
  notAllowed: () =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'You can read this resource, but you cannot change it.'),
  workspaceSuspended: () =>
    new PlinthError('WORKSPACE_SUSPENDED', 'The workspace is suspended. An operator can reactivate it.'),
  workspaceMissing: () =>
    new PlinthError(
      'MISSING_WORKSPACE_CONTEXT',
      'The request names no workspace. Name one in X-Workspace-ID or workspace_id.',
    ),
  contextConflict: (field: string) =>
    new PlinthError(
      'CONTEXT_CONFLICT',
      'The request names two different workspaces or namespaces. Name one of them only.',
      {
        details: { [field]: ['Send one value, or the same value everywhere.'] },
      },
    ),
  eventTypesChanging: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'The event types are being changed. Publish the event again.', {
      retryAfterSeconds: 1,
    }),
  accessChanged: () =>
    new PlinthError('STATE_CONFLICT', 'The access of the caller has changed meanwhile. Begin again.'),
  stopping: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'The server is stopping. Begin again.', { retryAfterSeconds: 1 }),
  notFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The resource was not found.'),
  namespaceElsewhere: () =>
    new PlinthError(
      'NAMESPACE_ACCESS_DENIED',
      'The namespace does not belong to the chosen workspace. Name its own workspace, or none.',
    ),
  endpointNotFound: () =>
    new PlinthError('ENDPOINT_NOT_FOUND', 'The path does not exist. The API reference at /docs lists every path.'),
  methodNotAllowed: (allow: string) =>
    new PlinthError('METHOD_NOT_ALLOWED', `The path does not support this method. Use ${allow}.`, {
      details: { allow: [allow] },
    }),
  versionUnknown: (supported: readonly string[]) =>
    new PlinthError(
      'UNSUPPORTED_API_VERSION',
      'This API version is not supported. See details for the supported versions.',
      {
        details: { supported_versions: supported },
      },
    ),
  notJson: () =>
    new PlinthError(
      'UNSUPPORTED_MEDIA_TYPE',
      'The body must be uncompressed JSON. Send it with Content-Type: application/json.',
    ),
  malformed: (sentence: string, cause?: unknown) => new PlinthError('INVALID_FORMAT', sentence, { cause }),
  tooLarge: (bytesMax: number) =>
    new PlinthError('PAYLOAD_TOO_LARGE', `The body is larger than ${bytesMax} bytes. Send less in one request.`, {
      details: { max_bytes: [String(bytesMax)] },
    }),
  tooManyValues: (valuesMax: number) =>
    new PlinthError(
      'PAYLOAD_TOO_LARGE',
      `The body contains more than ${valuesMax} values. Send fewer in one request.`,
      {
        details: { max_values: [String(valuesMax)] },
      },
    ),
  batchTooLarge: (entries: string, max: number) =>
    new PlinthError('BATCH_TOO_LARGE', `A batch must have at most ${max} ${entries}. Split it into smaller batches.`, {
      details: { [entries]: [`Send at most ${max}.`] },
    }),
  actionNotAllowed: (action: string) =>
    new PlinthError('METHOD_NOT_ALLOWED', `A batch of this resource does not support ${action}.`),
  notBegun: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'This operation was not started. Send it again.', { retryAfterSeconds: 1 }),
  validation: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
  parameter: invalid,
  idempotencyKey: () =>
    new PlinthError('IDEMPOTENCY_KEY_INVALID', 'The Idempotency-Key must have 1 to 255 printable ASCII characters.'),
  secretIdempotencyKey: () =>
    new PlinthError('IDEMPOTENCY_KEY_INVALID', 'The Idempotency-Key contains an API key. Send a random value.'),
  /** @param policies Names of limits, that to wait for longest first. */
  rateLimited: (policies: readonly string[], retryAfterSeconds: number) =>
    new PlinthError(
      'RATE_LIMIT_EXCEEDED',
      `Rate limit exceeded. Please retry after ${counted(retryAfterSeconds, 'second')}.`,
      {
        details: { policy: policies },
        retryAfterSeconds,
      },
    ),
  overloaded: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Too many requests are in flight. Send the request again.', {
      retryAfterSeconds: 1,
    }),
  answersNotRead: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Too many answers are not read. Read them, and send the request again.', {
      retryAfterSeconds: 1,
    }),
  /** @param who "A key". */
  eventStreamsOfOneTaken: (who: string, most: number) =>
    new PlinthError('RATE_LIMIT_EXCEEDED', `${who} can have ${most} event streams open at once. Close one first.`, {
      details: { policy: ['event-streams'] },
      retryAfterSeconds: 5,
    }),
  eventStreamsTaken: () =>
    new PlinthError('RATE_LIMIT_EXCEEDED', 'Too many event streams are open on this server. Try again.', {
      details: { policy: ['event-streams'] },
      retryAfterSeconds: 5,
    }),
  brokenContract: (what: string) =>
    new PlinthError('INTERNAL_ERROR', 'Something went wrong on our side.', {
      cause: new Error(`a service answered without ${what}`),
    }),
}
