import type { ErrorPages } from './error-page.ts'

/** Rate limits and failures of the server: retry later. */
export const serverErrors: ErrorPages<
  'RATE_LIMIT_EXCEEDED' | 'INTERNAL_ERROR' | 'SERVICE_UNAVAILABLE' | 'GATEWAY_TIMEOUT'
> = {
  RATE_LIMIT_EXCEEDED: {
    means: 'The caller has sent more calls than the rate limit allows.',
    when: [
      'The key or its workspace has reached the limit for the hour or for a burst: `details.policy` has `hour`, `burst` or both.',
      'Too many calls without a valid key came from your IP address: `ip`.',
      'Too many event streams, polls or webhook tests run at once: `event-streams`, `polls`, `webhook-tests`.',
    ],
    remedy: [
      'Wait `Retry-After` seconds. A refused call costs nothing.',
      'Watch `X-RateLimit-Remaining`, and slow down before it reaches 0.',
    ],
    example: {
      message: 'Rate limit exceeded. Please retry after 42 seconds.',
      details: { policy: ['hour'] },
      retryAfter: 42,
    },
  },
  INTERNAL_ERROR: {
    means: 'Something went wrong on our side.',
    when: ['Plinth has a defect. Its log has the cause under the request ID.'],
    remedy: ['Retry with the same `Idempotency-Key`. If the error remains, send the `request_id` to the operator.'],
    example: { message: 'Something went wrong on our side.' },
  },
  SERVICE_UNAVAILABLE: {
    means: 'A part of Plinth is temporarily unavailable.',
    when: [
      'A service or its database is down or starting.',
      'Too many requests are in flight. Send the request again.',
      'Too many answers to your workspace are on their way and not read. Read them, or close their connections.',
    ],
    remedy: ['Retry after `Retry-After` seconds with the same `Idempotency-Key`. Wait longer each time.'],
    example: { message: 'The service is temporarily unavailable. Please try again.', retryAfter: 1 },
  },
  GATEWAY_TIMEOUT: {
    means: 'The service did not respond in time. The change may or may not have happened.',
    when: ['A service took longer than the time limit of the operation.'],
    remedy: ['Retry with the same `Idempotency-Key`: the change happens once, and the response tells the result.'],
    example: { message: 'The service did not respond in time. Please try again.' },
  },
}
