import { parseIpRange } from '@plinth/kit/access/ip-ranges'
import { type ConfigSchema, flag, integer, list, optionalUrl, text } from '@plinth/kit/config'
import { z } from 'zod'
import { defaultRateLimits, rateLimitText } from './access/rate-limits.ts'
import { entryLifeMaxMs } from './revocation/timing.ts'

export interface GatewayConfig {
  port: number
  host: string
  publicUrl: string | undefined
  trustedProxies: readonly string[]
  rateLimits: readonly string[]
  corsOrigins: readonly string[]
  cacheTtlMs: number
  cacheEntriesMax: number
  requestsInFlightMax: number
  requestTimeoutMs: number
  answerTimeoutMs: number
  keepAliveTimeoutMs: number
  stopTimeoutMs: number
  hasDraftRateHeaders: boolean
  usageFlushMs: number
}

const ipRange = z.string().refine((value) => parseIpRange(value) !== undefined, 'must hold IP addresses and CIDRs only')

export const gatewayConfig: ConfigSchema<GatewayConfig> = {
  port: integer('PORT', {
    doc: 'The port of the public API; 0 picks a free one.',
    default: 8080,
    min: 0,
    max: 65_535,
  }),
  host: text('HOST', { doc: 'The address the public API listens on.', default: '127.0.0.1' }),
  publicUrl: optionalUrl('GATEWAY_PUBLIC_URL', {
    doc: "What links in answers start with; unset, the request's own host. Required with NODE_ENV=production.",
    protocols: ['http:', 'https:'],
  }),
  trustedProxies: list('GATEWAY_TRUSTED_PROXIES', {
    doc: 'Whose X-Forwarded-For, -Proto and -Host are believed.',
    unit: 'CIDRs',
    default: [],
    part: ipRange,
  }),
  rateLimits: list('GATEWAY_RATE_LIMITS', {
    doc: 'What each tier may call in an hour and at once; a tier that is not told keeps its default, enterprise has no limit but that of its plan.',
    unit: 'tier=per hour/burst',
    default: defaultRateLimits,
    part: rateLimitText,
  }),
  corsOrigins: list('GATEWAY_CORS_ORIGINS', {
    doc: 'Origins of browsers that may call; * is every origin.',
    default: ['*'],
    part: z.string(),
  }),
  cacheTtlMs: integer('GATEWAY_CACHE_TTL_MS', {
    doc: 'How long a key, its access and a fast check are trusted without asking again; 0 asks every time.',
    unit: 'ms',
    default: entryLifeMaxMs,
    min: 0,
    max: entryLifeMaxMs,
  }),
  cacheEntriesMax: integer('GATEWAY_CACHE_ENTRIES_MAX', {
    doc: 'Keys, accesses, and fast checks, remembered at once.',
    default: 10_000,
    min: 1,
    max: 1_000_000,
  }),
  requestsInFlightMax: integer('GATEWAY_REQUESTS_IN_FLIGHT_MAX', {
    doc: 'Requests served at once, without those whose body is still on its way; a workspace, or an address without a known key, has at most a fifth. More are answered 503.',
    default: 5_000,
    min: 1,
    max: 100_000,
  }),
  requestTimeoutMs: integer('GATEWAY_REQUEST_TIMEOUT_MS', {
    doc: 'A whole request, its body included, must have arrived by then.',
    unit: 'ms',
    default: 30_000,
    min: 1_000,
    max: 300_000,
  }),
  answerTimeoutMs: integer('GATEWAY_ANSWER_TIMEOUT_MS', {
    doc: 'A caller that has not taken its whole answer by then, from its request on, is disconnected.',
    unit: 'ms',
    default: 120_000,
    min: 1_000,
    max: 3_600_000,
  }),
  keepAliveTimeoutMs: integer('GATEWAY_KEEP_ALIVE_TIMEOUT_MS', {
    doc: 'How long an idle connection stays open; longer than what stands before the gateway.',
    unit: 'ms',
    default: 65_000,
    min: 1_000,
    max: 600_000,
  }),
  stopTimeoutMs: integer('GATEWAY_STOP_TIMEOUT_MS', {
    doc: 'How long requests in flight may take to finish when the gateway stops.',
    unit: 'ms',
    default: 20_000,
    min: 0,
    max: 300_000,
  }),
  hasDraftRateHeaders: flag('GATEWAY_DRAFT_RATE_HEADERS', {
    doc: 'Send RateLimit and RateLimit-Policy (IETF draft 11) beside the X-RateLimit headers.',
    default: true,
  }),
  usageFlushMs: integer('GATEWAY_USAGE_FLUSH_MS', {
    doc: 'How often counted requests, and keys that act in workspaces not their own, are handed on; what was not is lost when the gateway is killed.',
    unit: 'ms',
    default: 2_500,
    min: 50,
    max: 5_000,
  }),
}
