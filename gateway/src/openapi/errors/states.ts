import type { ErrorPages } from './error-page.ts'

/** Well-formed requests that the state of a resource, or a rule, does not allow. */
export const stateErrors: ErrorPages<
  | 'DUPLICATE_RESOURCE'
  | 'STATE_CONFLICT'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'PRECONDITION_FAILED'
  | 'VALIDATION_ERROR'
  | 'CANNOT_DELETE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID_WEBHOOK_URL'
  | 'BATCH_TOO_LARGE'
  | 'CANNOT_RETRY'
> = {
  DUPLICATE_RESOURCE: {
    means: 'Another resource already has this value, which must be unique.',
    when: [
      'A slug or an email address is already used; `details.conflicting_field` names the field.',
      'An `event_id` was published with another type or other data.',
    ],
    remedy: ['Choose another value.', 'After a lost response, retry with the same `Idempotency-Key` instead.'],
    example: {
      message: 'A workspace with this slug already exists. Choose another slug.',
      details: { conflicting_field: ['slug'] },
    },
  },
  STATE_CONFLICT: {
    means: 'The state of the resource does not allow this operation.',
    when: ['For example, the workspace has the maximum of active API keys, or a rotated key is rotated again.'],
    remedy: ['Read the resource, and change its state as the message says.'],
    example: { message: 'The API key is already rotated and in its grace period. Rotate its replacement instead.' },
  },
  IDEMPOTENCY_IN_PROGRESS: {
    means: 'The first request with this `Idempotency-Key` is still running.',
    when: ['A retry was sent before the first call ended.'],
    remedy: [
      'Wait for `Retry-After` seconds and send the same request again: it returns the response of the first one.',
    ],
    example: { message: 'A request with this Idempotency-Key is still running. Retry it later.', retryAfter: 1 },
  },
  PRECONDITION_FAILED: {
    means: 'The resource has changed since you read it. Read it again and retry.',
    when: ['`If-Match` has the `ETag` of an older version.'],
    remedy: ['Read the resource again, apply your change to the new version, and send its `ETag`.'],
    example: { message: 'The resource has changed since you read it. Read it again and retry.' },
  },
  VALIDATION_ERROR: {
    means: 'A field is missing or unknown, or its value is not allowed.',
    when: [
      'The body does not match its schema. Unknown fields are refused too.',
      'The `after` of a filter is later than its `before`.',
    ],
    remedy: ['Read `details`: it has every wrong field, with sentences that you can show beside it.'],
    example: {
      message: 'Validation failed',
      details: { name: ['The name field is required.'], colour: ['The colour field is not known.'] },
    },
  },
  CANNOT_DELETE: {
    means: 'The resource cannot be deleted.',
    when: ['The workspace is the only one of the caller.'],
    remedy: ['Create another workspace first.'],
    example: { message: 'Your only workspace cannot be deleted. Create another one first.' },
  },
  IDEMPOTENCY_KEY_REUSED: {
    means: 'This `Idempotency-Key` was used for another request.',
    when: ['The body or query differs from the first request with the key within 24 hours.'],
    remedy: ['To retry a request, send it unchanged. For a new request, send a new key.'],
    example: { message: 'This Idempotency-Key was used for a different request. Send a new key.' },
  },
  INVALID_WEBHOOK_URL: {
    means: 'Plinth does not deliver to this URL.',
    when: [
      'The URL is not https.',
      'The host has a private or reserved address.',
      'The URL has a user name or password.',
    ],
    remedy: [
      'Use a public https URL.',
      'In development, the operator can allow other URLs with `WEBHOOKS_ALLOW_HTTP` and `WEBHOOKS_ALLOWED_CIDRS`.',
    ],
    example: { message: 'The URL must start with https://.', details: { url: ['The URL must start with https://.'] } },
  },
  BATCH_TOO_LARGE: {
    means: 'The request has too many operations or checks.',
    when: ['A batch has more than 100 operations.', 'A request checks more than 100 entitlements.'],
    remedy: ['Split the request. Send each part with its own `Idempotency-Key`.'],
    example: {
      message: 'A batch must have at most 100 operations. Split it into smaller batches.',
      details: { operations: ['Send at most 100.'] },
    },
  },
  CANNOT_RETRY: {
    means: 'The delivery cannot be retried.',
    when: ['The delivery succeeded.'],
    remedy: ['If the receiver lost the event, replay it.'],
    example: { message: 'A delivery that succeeded cannot be retried. Replay its event instead.' },
  },
}
