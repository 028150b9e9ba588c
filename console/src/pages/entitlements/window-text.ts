import type { CatalogFeature } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { timeText } from '../../ui/time.ts'

/** "until 1 Dec 2026, 00:00", "the last 30 days", "for ever": where use of a pool counts. */
export function windowText(pool: CatalogFeature | undefined, windowEnd: string | null): string {
  const { always, until, rolling } = words.entitlements
  if (pool?.reset === 'rolling') return rolling(pool.rolling_days ?? 30)
  return windowEnd === null ? always : until(timeText(windowEnd))
}
