import { type ConfigSchema, list } from '@plinth/kit/config'
import { type Tier, tiers } from '@plinth/kit/tiers'
import { z } from 'zod'

export interface TenancyConfig {
  selfServiceTiers: readonly Tier[]
}

export const tenancyConfig: ConfigSchema<TenancyConfig> = {
  selfServiceTiers: list('TENANCY_SELF_SERVICE_TIERS', {
    doc: 'The tiers whoever makes or changes a workspace may choose; the others are set by operators.',
    part: z.enum(tiers, { error: `must name tiers: ${tiers.join(', ')}` }),
    default: ['free', 'pro', 'business'],
  }),
}
