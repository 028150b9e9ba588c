import type { oas31 } from 'zod-openapi'
import { exampleOrigin, exampleRequestId } from './examples.ts'

type Header = oas31.HeaderObject
type Ref = oas31.ReferenceObject

const text = (description: string, example: string, required = false): Header => ({
  description,
  ...(required ? { required } : {}),
  schema: { type: 'string' },
  example,
})
const whole = (description: string, example: number, required = false): Header => ({
  description,
  ...(required ? { required } : {}),
  schema: { type: 'integer' },
  example,
})

/** Every header of responses, by the name of its component. */
export const headers = {
  RequestId: text('ID of this request: sent by the caller, or generated.', exampleRequestId, true),
  ApiVersion: text('API version of the response.', '1', true),
  RateLimitLimit: whole('Calls per hour under the policy with the fewest remaining calls.', 10_000, true),
  RateLimitRemaining: whole('Remaining calls under that policy.', 9_847, true),
  RateLimitReset: whole('Time at which the limit resets, in Unix seconds.', 1_767_607_200, true),
  RateLimitPolicy: text(
    'Rate limit policies (IETF draft 11). The operator can turn this header off.',
    '"hour";q=10000;w=3600, "burst";q=200;w=10',
  ),
  RateLimit: text(
    'Remaining calls of each policy (IETF draft 11). The operator can turn this header off.',
    '"hour";r=9847;t=1512',
  ),
  RetryAfter: whole('Seconds to wait before the next try.', 42),
  EntityTag: text('Version of the resource and a hash of the body.', '"3-Fj7sW0r1cV9k2LxQ"', true),
  Replayed: text('`true` if this is the stored response to the first request with this Idempotency-Key.', 'true'),
  Help: text(
    'With rel="help": the documentation page of this error.',
    `<${exampleOrigin}/docs/errors/VALIDATION_ERROR>; rel="help"`,
    true,
  ),
  Authenticate: text('Supported authentication scheme.', 'Bearer realm="plinth"', true),
  Deprecation: text('Time at which the operation was deprecated (RFC 9745).', '@1767571200', true),
  Sunset: text('Time at which the operation is removed (RFC 8594).', 'Tue, 05 Jan 2027 00:00:00 GMT', true),
  Successor: text(
    'With rel="successor-version": the operation that replaces this one.',
    '</api/v2/users>; rel="successor-version"',
    true,
  ),
} satisfies Record<string, Header>

type HeaderName = keyof typeof headers
const names: Record<HeaderName, string> = {
  RequestId: 'X-Request-ID',
  ApiVersion: 'X-API-Version',
  RateLimitLimit: 'X-RateLimit-Limit',
  RateLimitRemaining: 'X-RateLimit-Remaining',
  RateLimitReset: 'X-RateLimit-Reset',
  RateLimitPolicy: 'RateLimit-Policy',
  RateLimit: 'RateLimit',
  RetryAfter: 'Retry-After',
  EntityTag: 'ETag',
  Replayed: 'Idempotent-Replayed',
  Help: 'Link',
  Authenticate: 'WWW-Authenticate',
  Deprecation: 'Deprecation',
  Sunset: 'Sunset',
  Successor: 'Link',
}

const ofEveryAnswer: readonly HeaderName[] = [
  'RequestId',
  'ApiVersion',
  'RateLimitLimit',
  'RateLimitRemaining',
  'RateLimitReset',
  'RateLimitPolicy',
  'RateLimit',
]

/** Returns the headers of every response and the named ones. */
export function headersWith(...more: readonly HeaderName[]): Record<string, Ref> {
  const refs = [...ofEveryAnswer, ...more].map((name) => [names[name], { $ref: `#/components/headers/${name}` }])
  return Object.fromEntries(refs)
}
