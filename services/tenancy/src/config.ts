import { type ConfigSchema, integer, list } from '@plinth/kit/config'
import { type Tier, tiers } from '@plinth/kit/tiers'
import { z } from 'zod'

export interface TenancyConfig {
  selfServiceTiers: readonly Tier[]
  ledgerDays: number
}

export const tenancyConfig: ConfigSchema<TenancyConfig> = {
  selfServiceTiers: list('TENANCY_SELF_SERVICE_TIERS', {
    doc: 'The tiers whoever makes or changes a workspace may choose; the others are set by operators.',
    part: z.enum(tiers, { error: `must name tiers: ${tiers.join(', ')}` }),
    default: ['free', 'pro', 'business'],
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
