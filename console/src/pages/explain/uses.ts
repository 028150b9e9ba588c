import type { UsageEntry } from '../../api/sdk.ts'

export interface Use {
  feature: string
  quantity: number
}

/**
 * The use of a pool, by the features that share it.
 *
 * @param recorded the newest records of each feature, of one namespace in one window.
 * @returns what those records add up to, largest first; `others`: the rest of what is used, 0 or more.
 */
export function usesOf(recorded: readonly (readonly UsageEntry[])[], used: number): { uses: Use[]; others: number } {
  const sums = new Map<string, number>()
  for (const { feature, quantity } of recorded.flat()) sums.set(feature, (sums.get(feature) ?? 0) + quantity)
  const uses = [...sums].map(([feature, quantity]) => ({ feature, quantity }))
  const known = uses.reduce((sum, { quantity }) => sum + quantity, 0)
  return { uses: uses.sort((one, other) => other.quantity - one.quantity), others: Math.max(0, used - known) }
}
