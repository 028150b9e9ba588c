import type { ErrorPages } from './error-page.ts'

/** Come back later. */
export const serverErrors: ErrorPages<
  'RATE_LIMIT_EXCEEDED' | 'INTERNAL_ERROR' | 'SERVICE_UNAVAILABLE' | 'GATEWAY_TIMEOUT'
> = {
  RATE_LIMIT_EXCEEDED: {
    means: 'More calls than the rate limit allows.',
    when: [
      'The key or its workspace has used up its hour, or sent too many at once; `details.policy` says which.',
      'Too many calls without a valid key came from your address.',
    ],
    remedy: [
      'Wait `Retry-After` seconds. A refused call costs nothing.',
      'Watch `X-RateLimit-Remaining`, and spread calls out before it reaches 0.',
    ],
    example: {
      message: 'Rate limit exceeded. Please retry after 42 seconds.',
      details: { policy: ['hour'] },
      retryAfter: 42,
    },
  },
  INTERNAL_ERROR: {
    means: 'Something went wrong on our side.',
    when: ['A defect of Plinth; the cause is in its log under the request id.'],
    remedy: ['Retry with the same `Idempotency-Key`. If it stays, tell the operator the `request_id`.'],
    example: { message: 'Something went wrong on our side.' },
  },
  SERVICE_UNAVAILABLE: {
    means: 'A part of Plinth cannot answer at the moment.',
    when: ['A service or its database is away or starting.', 'More requests are in flight than fit.'],
    remedy: ['Retry after `Retry-After` seconds with the same `Idempotency-Key`, waiting longer each time.'],
    example: { message: 'The service is not available at the moment. Please try again.', retryAfter: 1 },
  },
  GATEWAY_TIMEOUT: {
    means: 'The answer did not come in time; whether the change happened is not known.',
    when: ['A service took longer than the operation allows.'],
    remedy: ['Retry with the same `Idempotency-Key`: the effect happens once, and the answer tells.'],
    example: { message: 'The answer did not come in time. Please try again.' },
  },
}
