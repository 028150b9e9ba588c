import type { ErrorPages } from './error-page.ts'

/** The request itself: where it goes and how it is written. */
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
    means: 'The operation acts in a workspace, and none can be told.',
    when: ['The key belongs to no workspace, as operator keys do, and the request names none.'],
    remedy: ['Name a workspace in the `X-Workspace-ID` header or the `workspace_id` query parameter.'],
    example: { message: 'Name a workspace in X-Workspace-ID or workspace_id.' },
  },
  CONTEXT_CONFLICT: {
    means: 'The request names two different workspaces, or namespaces, to act in.',
    when: ['Header and query parameter differ.', 'A header or parameter differs from the workspace in the path.'],
    remedy: ['Name it once; the others may be left out.'],
    example: {
      message: 'The request names two different contexts.',
      details: { workspace_id: ['Name it once, or the same everywhere.'] },
    },
  },
  RESOURCE_NOT_FOUND: {
    means: 'There is nothing by this id that you can see.',
    when: [
      'It was deleted, or never existed.',
      'It belongs to a workspace that you are no member of. The answer is the same: existence is not revealed.',
    ],
    remedy: ['Check the id, and the workspace the request acts in.', 'Use a key of a user who can see it.'],
    example: { message: 'The resource was not found.' },
  },
  ENDPOINT_NOT_FOUND: {
    means: 'The API has no such path.',
    when: ['The path is mistyped, or ends in a slash.', 'The version is missing: paths begin with `/api/v1`.'],
    remedy: ['Compare the path with the reference.'],
    example: { message: 'There is no such endpoint.' },
  },
  METHOD_NOT_ALLOWED: {
    means: 'The path exists, but does not answer this method.',
    when: ['For instance PUT where a change is a PATCH.'],
    remedy: ['Use one of the methods in the `Allow` header.'],
    example: { message: 'This endpoint answers GET, HEAD, PATCH only.', details: { allow: ['GET, HEAD, PATCH'] } },
  },
  PAYLOAD_TOO_LARGE: {
    means: 'The body is larger than this operation takes.',
    when: [
      'A write sends more than 262,144 bytes; a batch, or a catalogue, more than 1,048,576; the report of a key more than 8,192.',
      'The JSON holds more than 20,000 values (objects, lists, texts, numbers), a catalogue more than 50,000, the report of a key more than 10.',
    ],
    remedy: ['Send less at once: split a batch, shorten `settings` or `metadata`.'],
    example: { message: 'The body is larger than 262144 bytes.', details: { max_bytes: ['262144'] } },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    means: 'The body is not declared as JSON.',
    when: ['`Content-Type` is missing or not `application/json`.', 'The body is compressed.', 'It is not UTF-8.'],
    remedy: ['Send `Content-Type: application/json` and plain UTF-8.'],
    example: { message: 'Send JSON: Content-Type: application/json, not compressed.' },
  },
  INVALID_FORMAT: {
    means: 'The body cannot be read as JSON.',
    when: ['It has a syntax error.', 'It was cut off.', 'It is nested deeper than 32 levels.'],
    remedy: ['Make it with a JSON library rather than by hand.'],
    example: { message: 'The body is not valid JSON.' },
  },
  INVALID_PARAMETER: {
    means: 'A query parameter is unknown, or its value is not one it takes.',
    when: [
      'A filter, sort, field or include that this operation does not know.',
      '`page` or `per_page` below 1; a parameter given twice.',
      'An API key in the URL, where it would end up in logs.',
    ],
    remedy: ['`details` says which parameter, and what it takes.'],
    example: {
      message: 'A parameter is not valid.',
      details: { sort: ['Sort by created_at, name, each once, "-" in front for descending.'] },
    },
  },
  IDEMPOTENCY_KEY_INVALID: {
    means: 'The `Idempotency-Key` header is not a key.',
    when: ['It is empty, longer than 255 characters, sent twice, or holds other than printable ASCII.'],
    remedy: ['Send a UUID, made once per intended effect and kept for its retries.'],
    example: { message: 'An Idempotency-Key has 1 to 255 printable ASCII characters.' },
  },
  UNSUPPORTED_API_VERSION: {
    means: 'This version of the API does not exist, or no longer.',
    when: ['The path begins with `/api/v` and a number that is not served.'],
    remedy: ['Use a version that `details.supported_versions` names.'],
    example: { message: 'There is no such version of the API.', details: { supported_versions: ['1'] } },
  },
}
