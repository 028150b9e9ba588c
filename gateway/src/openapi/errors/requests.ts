import { eventsBody, ordinaryBody, strangersBody } from '../../operation/body-limits.ts'
import type { ErrorPages } from './error-page.ts'

/** Errors of the request itself: its path, headers and format. */
export const requestErrors: ErrorPages<
  | 'MISSING_WORKSPACE_CONTEXT'
  | 'CONTEXT_CONFLICT'
  | 'RESOURCE_NOT_FOUND'
  | 'ENDPOINT_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'INVALID_FORMAT'
  | 'INVALID_PARAMETER'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'UNSUPPORTED_API_VERSION'
> = {
  MISSING_WORKSPACE_CONTEXT: {
    means: 'The operation requires a workspace, and the request does not name one.',
    when: ['The key belongs to no workspace, as operator keys do, and the request does not name one.'],
    remedy: ['Name a workspace in the `X-Workspace-ID` header or the `workspace_id` query parameter.'],
    example: { message: 'The request names no workspace. Name one in X-Workspace-ID or workspace_id.' },
  },
  CONTEXT_CONFLICT: {
    means: 'The request names two different workspaces, or two different namespaces.',
    when: [
      'The header and the query parameter differ.',
      'The header or parameter differs from the workspace in the path.',
    ],
    remedy: ['Name the workspace or namespace once, and leave out the other places.'],
    example: {
      message: 'The request names two different workspaces or namespaces. Name one of them only.',
      details: { workspace_id: ['Send one value, or the same value everywhere.'] },
    },
  },
  RESOURCE_NOT_FOUND: {
    means: 'The resource does not exist, or you cannot see it.',
    when: [
      'The resource was deleted, or never existed.',
      'The resource belongs to a workspace that you are not a member of, or that the key may not act in. The response is the same, so that it does not reveal that the resource exists.',
    ],
    remedy: ['Check the ID and the workspace of the request.', 'Use a key of a user who can see the resource.'],
    example: { message: 'The resource was not found.' },
  },
  ENDPOINT_NOT_FOUND: {
    means: 'The API has no such path.',
    when: ['The path is mistyped, or ends in a slash.', 'The version is missing: every path begins with `/api/v1`.'],
    remedy: ['Compare the path with the reference.'],
    example: { message: 'The path does not exist. The API reference at /docs lists every path.' },
  },
  METHOD_NOT_ALLOWED: {
    means: 'The path exists, but it does not support this method.',
    when: ['For example, the request uses PUT where changes are made with PATCH.'],
    remedy: ['Use one of the methods in the `Allow` header.'],
    example: {
      message: 'The path does not support this method. Use GET, HEAD, PATCH.',
      details: { allow: ['GET, HEAD, PATCH'] },
    },
  },
  PAYLOAD_TOO_LARGE: {
    means: 'The body is larger than the operation allows.',
    when: [
      `The body has more than ${ordinaryBody.bytesMax} bytes; for a batch, events, event types or a catalogue, more than ${eventsBody.bytesMax}; for the report of a key or signing in, more than ${strangersBody.bytesMax}.`,
      `The JSON has more than ${ordinaryBody.valuesMax} values (objects, lists, texts, numbers); for events, event types or a catalogue, more than ${eventsBody.valuesMax}; for the report of a key or signing in, more than ${strangersBody.valuesMax}.`,
    ],
    remedy: ['Send smaller requests: split a batch, or shorten `settings` or `metadata`.'],
    example: {
      message: 'The body is larger than 262144 bytes. Send less in one request.',
      details: { max_bytes: ['262144'] },
    },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    means: 'The body is not declared as JSON.',
    when: ['`Content-Type` is missing or not `application/json`.', 'The body is compressed.', 'The body is not UTF-8.'],
    remedy: ['Send `Content-Type: application/json` and plain UTF-8.'],
    example: { message: 'The body must be uncompressed JSON. Send it with Content-Type: application/json.' },
  },
  INVALID_FORMAT: {
    means: 'The request, or its body as JSON, cannot be read.',
    when: [
      'The JSON has a syntax error.',
      'The body was cut off.',
      'The JSON is nested deeper than 32 levels.',
      'The request is not valid HTTP, or has no `Host` header or two.',
      'The request did not arrive in time (status 408), or its headers are too large (status 431).',
    ],
    remedy: ['Write the body with a JSON library, and send it with an HTTP library.'],
    example: {
      message:
        'The body is not valid JSON. Line 3, column 3: a comma or "}" was expected, but a double quote was found.',
    },
  },
  INVALID_PARAMETER: {
    means: 'A parameter is unknown, or its value is not supported.',
    when: [
      'The operation does not support the filter, sort, field or include.',
      '`page` or `per_page` is below 1, or a parameter is sent twice.',
      'The URL contains an API key, which would end up in logs.',
    ],
    remedy: ['Read `details`: it names the parameter and the supported values.'],
    example: {
      message: 'A parameter is not valid. See details.',
      details: { sort: ['Sort by created_at, name. Name each field once, with "-" in front for descending order.'] },
    },
  },
  IDEMPOTENCY_KEY_INVALID: {
    means: 'The `Idempotency-Key` header is not valid.',
    when: [
      'The header is empty, longer than 255 characters, sent twice, or has characters other than printable ASCII.',
      'The header contains an API key.',
    ],
    remedy: ['Send a UUID: create one for each intended effect, and keep it for the retries.'],
    example: { message: 'The Idempotency-Key must have 1 to 255 printable ASCII characters.' },
  },
  UNSUPPORTED_API_VERSION: {
    means: 'This version of the API does not exist, or is no longer supported.',
    when: ['The path begins with `/api/v` and a version that is not supported.'],
    remedy: ['Use a version from `details.supported_versions`.'],
    example: {
      message: 'This API version is not supported. See details for the supported versions.',
      details: { supported_versions: ['1'] },
    },
  },
}
