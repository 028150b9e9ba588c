import type { EntitlementDecision, EntitlementLogEntry } from '../../api/sdk.ts'

const shownMax = 20

/** The newest changes of packages and boosts among log entries; an entry may be there twice. */
export function planChanges(entries: readonly EntitlementLogEntry[]): EntitlementLogEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return [...byId.values()]
    .filter(({ action }) => action.startsWith('package.') || action.startsWith('boost.'))
    .sort((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at))
    .slice(0, shownMax)
}

/** The subject of a change: the name of the package, or of the boost's feature; "" if the entry does not say. */
export function subjectOf({ change, feature }: EntitlementLogEntry, featureName: (code: string) => string): string {
  const held: unknown = change['package']
  if (typeof held === 'object' && held !== null && 'name' in held && typeof held.name === 'string') return held.name
  return feature === null ? '' : featureName(feature)
}

/** The sentence for an unchanged plan: nothing is left, less is left than was asked, or only that it has not changed. */
export function unchangedOf({ reason, available }: EntitlementDecision): 'usedUp' | 'asksMore' | 'noChange' {
  if (reason !== 'LIMIT_EXCEEDED') return 'noChange'
  return available !== null && available > 0 ? 'asksMore' : 'usedUp'
}
