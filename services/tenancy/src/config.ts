import { type Tier, tiers } from '@plinth/kit/access/tiers'
import { type ConfigSchema, integer, list } from '@plinth/kit/config'
import { z } from 'zod'

export interface TenancyConfig {
  selfServiceTiers: readonly Tier[]
  workspacesPerUser: number
  ledgerDays: number
}

export const tenancyConfig: ConfigSchema<TenancyConfig> = {
  selfServiceTiers: list('TENANCY_SELF_SERVICE_TIERS', {
    doc: 'The tiers whoever makes or changes a workspace may choose; the others are set by operators.',
    part: z.enum(tiers, { error: `must name tiers: ${tiers.join(', ')}` }),
    default: ['free'],
  }),
  workspacesPerUser: integer('TENANCY_WORKSPACES_PER_USER', {
    doc: "How many living workspaces one user's keys may have made; those that operators make do not count.",
    default: 10,
    min: 1,
    max: 1_000_000,
  }),
  ledgerDays: integer('TENANCY_LEDGER_DAYS', {
    doc: 'How long records of usage are kept one by one; afterwards as a sum for each balance.',
    unit: 'days',
    default: 400,
    // A rolling window of 365 days counts records of the day before its first, too.
    min: 367,
    max: 36_500,
  }),
}
