import { parseIpRange } from '@plinth/kit/access/ip-ranges'
import { type ConfigOf, choice, flag, integer, list, optionalUrl, text } from '@plinth/kit/config'
import { cachedMsMax } from '@plinth/kit/owner-changes'
import { z } from 'zod'
import { defaultRateLimits, rateLimitText } from './access/rate-limits.ts'
import { cachedAccessMsMax } from './revocation/timing.ts'

export type GatewayConfig = ConfigOf<typeof gatewayConfig>

const ipRange = z
  .string()
  .refine((value) => parseIpRange(value) !== undefined, 'must be IP addresses or CIDRs, separated by commas')
// Guards against a slip, not against intent: two halves of the internet pass.
const proxyRange = ipRange.refine(
  (value) => parseIpRange(value)?.bits !== 0,
  'must name your proxies; with every address trusted, each caller could choose its own',
)

export const gatewayConfig = {
  port: integer('PORT', {
    doc: 'Port of the public API; 0 selects a free port.',
    default: 8080,
    min: 0,
    max: 65_535,
  }),
  host: text('HOST', { doc: 'Address on which the public API listens.', default: '127.0.0.1' }),
  publicUrl: optionalUrl('GATEWAY_PUBLIC_URL', {
    doc: 'Base URL of the links in responses. Default: the host of the request. Required with NODE_ENV=production.',
    protocols: ['http:', 'https:'],
  }),
  trustedProxies: list('GATEWAY_TRUSTED_PROXIES', {
    doc: 'Addresses of proxies whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host headers are trusted. A range of every address (/0) is refused.',
    unit: 'CIDRs',
    default: [],
    part: proxyRange,
  }),
  traceparentCallers: list('GATEWAY_TRACEPARENT_CALLERS', {
    doc: 'Addresses of callers whose traceparent is continued, as GATEWAY_TRUSTED_PROXIES determines them. The trace of another caller begins at the gateway, with a link to the one in its traceparent.',
    unit: 'CIDRs',
    default: [],
    part: ipRange,
  }),
  rateLimits: list('GATEWAY_RATE_LIMITS', {
    doc: 'Rate limits of each tier: calls per hour and burst. An unnamed tier keeps its default; enterprise has only the limits of its plan.',
    unit: 'tier=per hour/burst',
    default: defaultRateLimits,
    part: rateLimitText,
  }),
  corsOrigins: list('GATEWAY_CORS_ORIGINS', {
    doc: 'Allowed origins of browsers (CORS); * allows every origin.',
    default: ['*'],
    part: z.string(),
  }),
  allowsConsoleOverHttp: flag('GATEWAY_CONSOLE_ALLOW_HTTP', {
    doc: 'Allows signing in to the console over HTTP from other machines. Everyone on the way can then read the cookie and use the session.',
    default: false,
  }),
  cacheTtlMs: integer('GATEWAY_CACHE_TTL_MS', {
    doc: `Maximum age of cached keys, accesses and fast checks; 0 disables the cache. Fast checks are at most ${cachedMsMax} ms old.`,
    unit: 'ms',
    default: cachedAccessMsMax,
    min: 0,
    max: cachedAccessMsMax,
  }),
  cacheEntriesMax: integer('GATEWAY_CACHE_ENTRIES_MAX', {
    doc: 'Maximum number of cached keys, accesses and fast checks, each.',
    default: 10_000,
    min: 1,
    max: 1_000_000,
  }),
  requestsInFlightMax: integer('GATEWAY_REQUESTS_IN_FLIGHT_MAX', {
    doc: 'Maximum number of requests in flight, excluding requests whose body is still arriving. A workspace, or an address without a valid key, can use a fifth of them. Further requests get 503.',
    default: 5_000,
    min: 1,
    max: 100_000,
  }),
  requestTimeoutMs: integer('GATEWAY_REQUEST_TIMEOUT_MS', {
    doc: 'Time limit for receiving a request with its body.',
    unit: 'ms',
    default: 30_000,
    min: 1_000,
    max: 300_000,
  }),
  answerTimeoutMs: integer('GATEWAY_ANSWER_TIMEOUT_MS', {
    doc: 'Time limit from a request to the end of its response, or to the next part of an export that the caller has taken. Slower callers are disconnected.',
    unit: 'ms',
    default: 120_000,
    min: 1_000,
    max: 3_600_000,
  }),
  keepAliveTimeoutMs: integer('GATEWAY_KEEP_ALIVE_TIMEOUT_MS', {
    doc: 'Time for which an idle connection stays open. It must be longer than that of a proxy in front of the gateway.',
    unit: 'ms',
    default: 65_000,
    min: 1_000,
    max: 7_200_000,
  }),
  stopTimeoutMs: integer('GATEWAY_STOP_TIMEOUT_MS', {
    doc: 'Time limit for requests in flight when the gateway stops.',
    unit: 'ms',
    default: 20_000,
    min: 0,
    max: 300_000,
  }),
  hasDraftRateHeaders: flag('GATEWAY_DRAFT_RATE_HEADERS', {
    doc: 'Sends the headers RateLimit and RateLimit-Policy (IETF draft 11) in addition to the X-RateLimit headers.',
    default: true,
  }),
  usageFlushMs: integer('GATEWAY_USAGE_FLUSH_MS', {
    doc: 'Interval of reports of request counts, calls of the request log and uses of foreign keys. Unreported ones are lost if the gateway is killed.',
    unit: 'ms',
    default: 2_500,
    min: 50,
    max: 5_000,
  }),
  hasConsole: flag('GATEWAY_CONSOLE', {
    doc: 'Serves the web console at /console, sends browsers there from /, and lets them sign in.',
    default: true,
  }),
  requestLog: choice('GATEWAY_REQUEST_LOG', {
    doc: 'Calls with a valid key that are recorded one by one, for TENANCY_REQUEST_LOG_DAYS. `off`: none. `errors`: errors and refusals by the plan. `changes`: also writes, without the uses that the plan allowed. `all`: every call.',
    words: ['off', 'errors', 'changes', 'all'],
    default: 'changes',
  }),
}
