import { fail } from '../errors.ts'
import { mistakesIn } from './check-draft.ts'
import type { CatalogContent } from './difference.ts'
import { type CatalogDraft, featureOf, packageOf } from './draft.ts'

/** Returns the catalogue of a draft. Throws VALIDATION_ERROR for mistakes. */
export function contentOf(draft: CatalogDraft): CatalogContent {
  const mistakes = mistakesIn(draft)
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
  const byCode = new Map(draft.features.map((feature) => [feature.code, feature]))
  return {
    features: new Map(draft.features.map((feature) => [feature.code, featureOf(feature, byCode.get(feature.parent))])),
    packages: new Map(draft.packages.map((one) => [one.code, packageOf(one)])),
  }
}
