import type { ErrorPages } from './error-page.ts'

/** The request is well written, and what it meets does not allow it. */
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
    means: 'Another one already has this value, which must be unique.',
    when: ['A slug or an e-mail address is taken; `details.conflicting_field` says which.'],
    remedy: ['Choose another value.', 'After a lost answer, retry with the same `Idempotency-Key` instead.'],
    example: { message: 'A workspace with this slug exists already.', details: { conflicting_field: ['slug'] } },
  },
  STATE_CONFLICT: {
    means: 'The resource is not in a state in which this can be done.',
    when: ['For instance an eleventh active API key, or rotating a key that is already in its grace.'],
    remedy: ['Read the resource, and bring it into the state that the message names.'],
    example: { message: 'The API key has been rotated and is in its grace period.' },
  },
  IDEMPOTENCY_IN_PROGRESS: {
    means: 'The first request with this `Idempotency-Key` is still running.',
    when: ['A retry was sent before the first call ended.'],
    remedy: ['Wait for `Retry-After` and send the same request again: it answers what the first one answered.'],
    example: { message: 'A request with this Idempotency-Key is still running.', retryAfter: 1 },
  },
  PRECONDITION_FAILED: {
    means: 'The resource has changed since you read it.',
    when: ['`If-Match` holds an `ETag` of an older version.'],
    remedy: ['Read it again, apply your change to what is there now, and send the new `ETag`.'],
    example: { message: 'The resource has changed since you read it.' },
  },
  VALIDATION_ERROR: {
    means: 'A field is missing, unknown, or its value is not allowed.',
    when: [
      'The body does not match its schema; fields that are not known are refused too.',
      'A filter’s `after` is later than its `before`.',
    ],
    remedy: ['`details` has every field that is wrong, with sentences fit to be shown beside it.'],
    example: {
      message: 'Validation failed',
      details: { name: ['The name field is required.'], colour: ['The colour field is not known.'] },
    },
  },
  CANNOT_DELETE: {
    means: 'Something stands in the way of deleting this.',
    when: ['It is the caller’s only workspace.'],
    remedy: ['Create another workspace first.'],
    example: { message: 'Your only workspace cannot be deleted.' },
  },
  IDEMPOTENCY_KEY_REUSED: {
    means: 'This `Idempotency-Key` belongs to another request.',
    when: ['Body or query differ from those of the first request with the key, within 24 hours.'],
    remedy: ['Send the very same request to retry it, or a new key for a new request.'],
    example: { message: 'This Idempotency-Key was used for a different request.' },
  },
  INVALID_WEBHOOK_URL: {
    means: 'Plinth will not deliver to this URL.',
    when: ['It is not https.', 'It leads to a private or reserved address.', 'It holds a user name or password.'],
    remedy: [
      'Use a public https URL.',
      'In development, the operator allows others with `WEBHOOKS_ALLOW_HTTP` and `WEBHOOKS_ALLOWED_CIDRS`.',
    ],
    example: { message: 'The URL must start with https://.', details: { url: ['The URL must start with https://.'] } },
  },
  BATCH_TOO_LARGE: {
    means: 'Too many operations or checks in one request.',
    when: ['A batch holds more than 100 operations.', 'More than 100 entitlements are checked at once.'],
    remedy: ['Split it, each part with its own `Idempotency-Key`.'],
    example: {
      message: 'A batch holds at most 100 operations.',
      details: { operations: ['Send at most 100.'] },
    },
  },
  CANNOT_RETRY: {
    means: 'This delivery cannot be tried again.',
    when: ['It succeeded.'],
    remedy: ['Replay its event, if the receiver lost it.'],
    example: { message: 'A delivery that succeeded cannot be retried; replay its event.' },
  },
}
