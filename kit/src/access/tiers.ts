/** From the narrowest to the widest (api.md §7). */
export const tiers = ['free', 'pro', 'business', 'enterprise'] as const
export type Tier = (typeof tiers)[number]

export const isTier = (text: string): text is Tier => (tiers as readonly string[]).includes(text)

/** Returns the lower of two tiers. */
export const narrowerTier = (a: Tier, b: Tier): Tier => (tiers.indexOf(a) <= tiers.indexOf(b) ? a : b)
