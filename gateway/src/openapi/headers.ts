import type { oas31 } from 'zod-openapi'
import { exampleOrigin, exampleRequestId } from './examples.ts'

type Ref = oas31.ReferenceObject

const of =
  (schema: oas31.SchemaObject) =>
  (name: string, description: string, example: string | number, required = false) => ({
    name,
    header: { description, ...(required ? { required } : {}), schema, example } satisfies oas31.HeaderObject,
  })
const text = of({ type: 'string' })
// Seconds of Unix do not fit into 32 bits from 2038 on.
const whole = of({ type: 'integer', format: 'int64' })

const described = {
  RequestId: text('X-Request-ID', 'ID of this request: sent by the caller, or generated.', exampleRequestId, true),
  ApiVersion: text('X-API-Version', 'API version of the response.', '1', true),
  RateLimitLimit: whole(
    'X-RateLimit-Limit',
    'Calls per hour under the policy with the fewest remaining calls.',
    10_000,
    true,
  ),
  RateLimitRemaining: whole('X-RateLimit-Remaining', 'Remaining calls under that policy.', 9_847, true),
  RateLimitReset: whole('X-RateLimit-Reset', 'Time at which the limit resets, in Unix seconds.', 1_767_607_200, true),
  RateLimitPolicy: text(
    'RateLimit-Policy',
    'Rate limit policies (IETF draft 11). The operator can turn this header off.',
    '"hour";q=10000;w=3600, "burst";q=200;w=10',
  ),
  RateLimit: text(
    'RateLimit',
    'Remaining calls of each policy (IETF draft 11). The operator can turn this header off.',
    '"hour";r=9847;t=1512',
  ),
  RetryAfter: whole('Retry-After', 'Seconds to wait before the next try.', 42),
  EntityTag: text('ETag', 'Version of the resource and a hash of the body.', '"3-Fj7sW0r1cV9k2LxQ"', true),
  Replayed: text(
    'Idempotent-Replayed',
    '`true` if this is the stored response to the first request with this Idempotency-Key.',
    'true',
  ),
  Help: text(
    'Link',
    'With rel="help": the documentation page of this error.',
    `<${exampleOrigin}/docs/errors/VALIDATION_ERROR>; rel="help"`,
    true,
  ),
  Authenticate: text('WWW-Authenticate', 'Supported authentication scheme.', 'Bearer realm="plinth"', true),
  Deprecation: text('Deprecation', 'Time at which the operation was deprecated (RFC 9745).', '@1767571200', true),
  Sunset: text('Sunset', 'Time at which the operation is removed (RFC 8594).', 'Tue, 05 Jan 2027 00:00:00 GMT', true),
  Successor: text(
    'Link',
    'With rel="successor-version": the operation that replaces this one.',
    '</api/v2/users>; rel="successor-version"',
    true,
  ),
}
type HeaderName = keyof typeof described

/** Every header of responses, by the name of its component. */
export const headers = Object.fromEntries(
  Object.entries(described).map(([component, { header }]) => [component, header]),
) as Record<HeaderName, oas31.HeaderObject>

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
  const refs = [...ofEveryAnswer, ...more].map((name) => [
    described[name].name,
    { $ref: `#/components/headers/${name}` },
  ])
  return Object.fromEntries(refs)
}
