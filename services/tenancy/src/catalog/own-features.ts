/** Plinth's own resources that a plan can limit; the service that owns the rows counts them (api.md §12). */
export const ownResources: readonly string[] = [
  'plinth.namespaces',
  'plinth.members',
  'plinth.webhooks',
  'plinth.api_keys',
  'plinth.events',
]

/** Rate limits of a workspace of the enterprise tier (api.md §7). */
export const ownRates: readonly string[] = ['plinth.requests_per_hour', 'plinth.requests_burst']

const own = new Set([...ownResources, ...ownRates])

/** True for what Plinth counts itself: no balance has its use, and a consume of it would limit nothing. */
export const isOwnFeature = (code: string): boolean => own.has(code)
