import { type ConfigSchema, flag, integer, list } from '@plinth/kit/config'
import { z } from 'zod'

export interface WebhooksConfig {
  allowHttp: boolean
  allowedCidrs: readonly string[]
  deniedCidrs: readonly string[]
  timeoutMs: number
  connectTimeoutMs: number
  leaseMarginMs: number
  retryScheduleSeconds: readonly number[]
  concurrency: number
  windowMax: number
  perHostMax: number
  sweepMs: number
  retentionDays: number
  endpointsMax: number
}

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

export const webhooksConfig: ConfigSchema<WebhooksConfig> = {
  allowHttp: flag('WEBHOOKS_ALLOW_HTTP', {
    doc: 'Endpoints may have http:// addresses, not only https://.',
    default: false,
  }),
  allowedCidrs: list('WEBHOOKS_ALLOWED_CIDRS', {
    doc: 'Private addresses that webhooks may be sent to, as exceptions; metadata services never are.',
    unit: 'CIDRs',
    default: [],
    part: cidr,
  }),
  deniedCidrs: list('WEBHOOKS_DENIED_CIDRS', {
    doc: 'Public addresses that webhooks may not be sent to, such as those of this installation.',
    unit: 'CIDRs',
    default: [],
    part: cidr,
  }),
  timeoutMs: integer('WEBHOOKS_TIMEOUT_MS', {
    doc: 'How long one attempt may take in all, the answer and its body included.',
    unit: 'ms',
    default: 15_000,
    min: 100,
    max: 60_000,
  }),
  connectTimeoutMs: integer('WEBHOOKS_CONNECT_TIMEOUT_MS', {
    doc: 'How long resolving the name, connecting and the TLS handshake may take together.',
    unit: 'ms',
    default: 3_000,
    min: 50,
    max: 30_000,
  }),
  leaseMarginMs: integer('WEBHOOKS_LEASE_MARGIN_MS', {
    doc: 'How long after an attempt must have ended its delivery is taken again when no result was written.',
    unit: 'ms',
    default: 5_000,
    min: 500,
    max: 60_000,
  }),
  retryScheduleSeconds: list('WEBHOOKS_RETRY_SCHEDULE_SECONDS', {
    doc: 'The delay before each attempt, the first included, for endpoints without a schedule of their own.',
    unit: 's',
    default: [0, 60, 300, 1_800, 7_200, 86_400],
    part: delaySeconds,
  }),
  concurrency: integer('WEBHOOKS_CONCURRENCY', {
    doc: 'Attempts in flight in one process at the most.',
    unit: '',
    default: 128,
    min: 1,
    max: 2_000,
  }),
  windowMax: integer('WEBHOOKS_WINDOW_MAX', {
    doc: 'Attempts in flight to one endpoint at the most; every endpoint starts at 2 and earns more.',
    unit: '',
    default: 32,
    min: 1,
    max: 1_000,
  }),
  perHostMax: integer('WEBHOOKS_PER_HOST_MAX', {
    doc: 'Attempts in flight from one process to one host at the most, however many endpoints name it.',
    unit: '',
    default: 64,
    min: 1,
    max: 2_000,
  }),
  sweepMs: integer('WEBHOOKS_SWEEP_MS', {
    doc: 'How often due work is looked for when no announcement of it came.',
    unit: 'ms',
    default: 500,
    min: 20,
    max: 10_000,
  }),
  endpointsMax: integer('WEBHOOKS_ENDPOINTS_MAX', {
    doc: 'Webhooks of one workspace at the most, whatever its plan says; those that are there already stay.',
    unit: '',
    default: 50,
    min: 1,
    max: 1_000,
  }),
  retentionDays: integer('WEBHOOKS_RETENTION_DAYS', {
    doc: 'How long events, deliveries and attempts are kept; what is unfinished then is cancelled.',
    unit: 'days',
    default: 30,
    min: 1,
    max: 3_650,
  }),
}
