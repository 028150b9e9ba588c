import type { CatalogApply, CatalogApplyFeature, CatalogApplyPackage } from '../../api/sdk.ts'

/** A catalogue as it is sent: optional fields may be left out. */
export type Draft = CatalogApply
export type DraftFeature = CatalogApplyFeature
export type DraftPackage = CatalogApplyPackage
/** Undefined: not included. "on": a boolean feature. Other text is no limit, and the server says so. */
export type Given = number | 'unlimited' | 'on' | (string & {}) | undefined

/** As `plinth catalog export` writes it: fields without a value are left out. */
export const textOf = (catalog: object): string =>
  JSON.stringify(catalog, (_key, value: unknown) => (value === null ? undefined : value), 2)

/** Reads the text of a file or a field. Throws a sentence for what is no catalogue; the server checks the rest. */
export function draftOf(text: string): Draft {
  const { $schema: _, features, packages, ...rest } = JSON.parse(text) as Partial<Draft> & { $schema?: string }
  if (!Array.isArray(features) || !Array.isArray(packages)) throw new Error('features and packages must be lists.')
  return { ...rest, features, packages }
}

export function givenOf(one: Pick<DraftPackage, 'features'>, feature: DraftFeature): Given {
  const found = one.features.find(({ code }) => code === feature.code)
  if (found === undefined) return undefined
  return found.limit ?? (feature.type === 'unlimited' ? 'unlimited' : 'on')
}

/** The draft with another limit in one package. */
export function withGiven(draft: Draft, code: string, feature: string, given: Given): Draft {
  const limit = given === 'on' ? {} : { limit: given as number }
  const changed = (one: DraftPackage): DraftPackage => {
    if (given === undefined) return { ...one, features: one.features.filter((other) => other.code !== feature) }
    const entry = { code: feature, ...limit }
    const isThere = one.features.some((other) => other.code === feature)
    const features = isThere
      ? one.features.map((other) => (other.code === feature ? entry : other))
      : [...one.features, entry]
    return { ...one, features }
  }
  return { ...draft, packages: draft.packages.map((one) => (one.code === code ? changed(one) : one)) }
}

/** The draft without the feature, in no package either. */
export const withoutFeature = (draft: Draft, code: string): Draft => ({
  ...draft,
  features: draft.features.filter((feature) => feature.code !== code),
  packages: draft.packages.map((one) => ({ ...one, features: one.features.filter((given) => given.code !== code) })),
})

export const withoutPackage = (draft: Draft, code: string): Draft => ({
  ...draft,
  packages: draft.packages.filter((one) => one.code !== code),
})
