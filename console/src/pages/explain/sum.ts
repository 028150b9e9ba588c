import type { EntitlementSource } from '../../api/sdk.ts'

export type Total = number | 'unlimited' | 'on'

/**
 * The sum of the counted packages and boosts of the level that decided. Undefined: none counts. "unlimited" is more
 * than every number; a feature that is "on" has no number.
 */
export function totalOf(sources: readonly EntitlementSource[]): Total | undefined {
  const grants = sources.filter(({ is_counted }) => is_counted).map(({ grants }) => grants)
  if (grants.length === 0) return undefined
  if (grants.includes('on')) return 'on'
  const numbers = grants.filter((grant) => typeof grant === 'number')
  if (numbers.length < grants.length) return 'unlimited'
  return Math.min(
    numbers.reduce((sum, part) => sum + part, 0),
    Number.MAX_SAFE_INTEGER,
  )
}
