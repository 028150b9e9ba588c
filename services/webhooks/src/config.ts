import { type ConfigOf, flag, integer, list, optionalUrl } from '@plinth/kit/config'
import { z } from 'zod'

const cidr = z
  .string()
  .refine(
    (text) => z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]).safeParse(text).success,
    'must be IP addresses or CIDRs, separated by commas',
  )
const delaySeconds = z
  .string()
  .regex(/^\d{1,5}$/, 'must be whole numbers from 0 to 86400, separated by commas')
  .transform(Number)
  .refine((seconds) => seconds <= 86_400, 'must be whole numbers from 0 to 86400, separated by commas')

export type WebhooksConfig = ConfigOf<typeof webhooksConfig>

export const webhooksConfig = {
  allowHttp: flag('WEBHOOKS_ALLOW_HTTP', {
    doc: 'Allows http:// URLs for endpoints in addition to https://.',
    default: false,
  }),
  allowedCidrs: list('WEBHOOKS_ALLOWED_CIDRS', {
    doc: 'Private addresses to which webhooks are allowed. Metadata services are never allowed.',
    unit: 'CIDRs',
    default: [],
    part: cidr,
  }),
  deniedCidrs: list('WEBHOOKS_DENIED_CIDRS', {
    doc: 'Public addresses to which webhooks are not allowed, such as those of this installation.',
    unit: 'CIDRs',
    default: [],
    part: cidr,
  }),
  proxyUrl: optionalUrl('WEBHOOKS_PROXY_URL', {
    doc: 'HTTP proxy (CONNECT) for webhooks, with a user and a password if it asks for them. Addresses of WEBHOOKS_ALLOWED_CIDRS are reached without it.',
    protocols: ['http:'],
    isSecret: true,
  }),
  doesProxyResolve: flag('WEBHOOKS_PROXY_RESOLVES', {
    doc: 'Leaves the names of receivers to the proxy, which alone must then keep webhooks from private addresses.',
    default: false,
  }),
  timeoutMs: integer('WEBHOOKS_TIMEOUT_MS', {
    doc: 'Time limit of one attempt, including the response with its body.',
    unit: 'ms',
    default: 15_000,
    min: 100,
    max: 60_000,
  }),
  connectTimeoutMs: integer('WEBHOOKS_CONNECT_TIMEOUT_MS', {
    doc: 'Time limit for DNS resolution, connection and TLS handshake together.',
    unit: 'ms',
    default: 3_000,
    min: 50,
    max: 30_000,
  }),
  leaseMarginMs: integer('WEBHOOKS_LEASE_MARGIN_MS', {
    doc: 'Time after the limit of an attempt at which its delivery is sent again if no result was written.',
    unit: 'ms',
    default: 5_000,
    min: 500,
    max: 60_000,
  }),
  retryScheduleSeconds: list('WEBHOOKS_RETRY_SCHEDULE_SECONDS', {
    doc: 'Delay before each attempt, including the first, for endpoints without their own schedule.',
    unit: 's',
    default: [0, 60, 300, 1_800, 7_200, 86_400],
    part: delaySeconds,
  }),
  concurrency: integer('WEBHOOKS_CONCURRENCY', {
    doc: 'Maximum number of attempts in flight in one process.',
    unit: '',
    default: 128,
    min: 1,
    max: 2_000,
  }),
  windowMax: integer('WEBHOOKS_WINDOW_MAX', {
    doc: 'Maximum number of attempts in flight to one endpoint. An endpoint starts at 2 and gets more as deliveries succeed.',
    unit: '',
    default: 32,
    min: 1,
    max: 1_000,
  }),
  perHostMax: integer('WEBHOOKS_PER_HOST_MAX', {
    doc: 'Maximum number of attempts in flight from one process to one host, across all endpoints.',
    unit: '',
    default: 64,
    min: 1,
    max: 2_000,
  }),
  sweepMs: integer('WEBHOOKS_SWEEP_MS', {
    doc: 'Interval of the search for due deliveries that were not announced.',
    unit: 'ms',
    default: 500,
    min: 20,
    max: 10_000,
  }),
  endpointsMax: integer('WEBHOOKS_ENDPOINTS_MAX', {
    doc: 'Maximum number of webhooks in a workspace, regardless of its plan. Existing webhooks stay.',
    unit: '',
    default: 50,
    min: 1,
    max: 1_000,
  }),
  retentionDays: integer('WEBHOOKS_RETENTION_DAYS', {
    doc: 'Time for which events, deliveries and attempts are kept. Deliveries unfinished by then are cancelled.',
    unit: 'days',
    default: 30,
    min: 1,
    max: 3_650,
  }),
  auditRetentionDays: integer('AUDIT_RETENTION_DAYS', {
    doc: 'Time for which the audit log is kept at least. Months are removed whole, when all their days are older.',
    unit: 'days',
    default: 400,
    min: 30,
    max: 3_650,
  }),
  auditSealUrl: optionalUrl('AUDIT_SEAL_URL', {
    doc: "Receiver of each day's heads of the audit log, one JSON POST for each. Its address must be allowed as for webhooks.",
    protocols: ['https:', 'http:'],
    isSecret: true,
  }),
}
