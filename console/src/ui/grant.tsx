import type { CatalogFeature } from '../api/sdk.ts'
import { words } from '../messages/index.ts'
import { amountText } from './amount.ts'

/** A plan's grant of a feature, in words: "1,000", "1 GB", "unlimited", "on"; null: "not included". */
export function grantText(grant: number | string | null | undefined, feature: CatalogFeature | undefined): string {
  const { grantWords } = words.plan
  if (typeof grant === 'number') return amountText(grant, feature?.unit)
  if (grant === 'unlimited' || grant === 'on') return grantWords[grant]
  return grant == null ? grantWords.none : grant
}

/** The same, with the number itself for programs that read the page. */
export function Grant({ grant, feature }: { grant: number | string | null; feature: CatalogFeature | undefined }) {
  return <data value={grant ?? 'none'}>{grantText(grant, feature)}</data>
}
