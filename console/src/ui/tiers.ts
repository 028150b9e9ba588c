import { words } from '../messages/index.ts'

export const tiers = ['free', 'pro', 'business', 'enterprise'] as const
export type Tier = (typeof tiers)[number]

/** Its name; of a tier that this version does not know, its code. */
export const tierText = (tier: string): string => (isTier(tier) ? words.tiers[tier] : tier)

export const isTier = (tier: string): tier is Tier => tiers.some((known) => known === tier)

export const tierOptions = (): { value: string; label: string }[] =>
  tiers.map((tier) => ({ value: tier, label: words.tiers[tier] }))
