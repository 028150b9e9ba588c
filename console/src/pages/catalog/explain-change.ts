import type { CatalogChange, CatalogDifference } from '../../api/sdk.ts'
import { type Draft, type DraftFeature, type DraftPackage, type Given, givenOf } from './draft.ts'

/** A field of a feature or package, or what a package gives of a feature. */
export type Detail =
  | {
      field: 'name' | 'type' | 'unit' | 'reset' | 'parent' | 'is_active' | 'is_base' | 'is_stackable'
      from: string
      to: string
    }
  | { feature: string; unit: string | null; from: Given; to: Given }

export interface Change {
  how: 'added' | 'changed' | 'removed'
  kind: string
  code: string
  name: string
  details: readonly Detail[]
}

/** The changes in the order of the server's answer; for a changed entry, each of its fields. */
export function changesOf(before: Draft, after: Draft, { added, changed, removed }: CatalogDifference): Change[] {
  const of = (how: Change['how'], entries: readonly CatalogChange[]) =>
    entries.map(({ kind, code }) => {
      const [old, next] = [before, after].map((draft) => find(draft, kind, code))
      const details = how === 'changed' ? detailsOf(before, after, kind, code) : []
      return { how, kind, code, name: next?.name ?? old?.name ?? code, details }
    })
  return [...of('added', added), ...of('changed', changed), ...of('removed', removed)]
}

const find = ({ features, packages }: Draft, kind: string, code: string): DraftFeature | DraftPackage | undefined =>
  (kind === 'feature' ? features : packages).find((one) => one.code === code)

function detailsOf(before: Draft, after: Draft, kind: string, code: string): Detail[] {
  const own = ({ features }: Draft) => features.find((feature) => feature.code === code)
  if (kind === 'feature') return fieldDetails(featureFields(before, own(before)), featureFields(after, own(after)))
  const [old, next] = [before, after].map(({ packages }) => packages.find((one) => one.code === code))
  if (old === undefined || next === undefined) return []
  const features = new Map([...before.features, ...after.features].map((feature) => [feature.code, feature]))
  const given = [...features.values()].flatMap((feature) => {
    const [from, to] = [givenOf(old, feature), givenOf(next, feature)]
    return from === to ? [] : [{ feature: feature.code, unit: feature.unit ?? null, from, to }]
  })
  return [...fieldDetails(packageFields(old), packageFields(next)), ...given]
}

type FieldName = Extract<Detail, { field: string }>['field']

const fieldDetails = (old: Partial<Record<FieldName, string>>, next: Partial<Record<FieldName, string>>): Detail[] =>
  (Object.keys(next) as FieldName[]).flatMap((field) => {
    const [from = '', to = ''] = [old[field], next[field]]
    return from === to ? [] : [{ field, from, to }]
  })

/** With what the server takes for fields that are left out; a child has the unit and reset of its parent. */
function featureFields({ features }: Draft, feature: DraftFeature | undefined): Partial<Record<FieldName, string>> {
  if (feature === undefined) return {}
  const parent = features.find(({ code }) => code === feature.parent)
  const { unit, reset = 'none', rolling_days: days } = parent ?? feature
  return {
    name: feature.name,
    type: feature.type,
    unit: unit ?? '',
    reset: reset === 'rolling' ? `rolling ${days ?? 30}` : reset,
    parent: feature.parent ?? '',
    is_active: String(feature.is_active ?? true),
  }
}

const packageFields = (one: DraftPackage): Partial<Record<FieldName, string>> => ({
  name: one.name,
  is_base: String(one.is_base ?? false),
  is_stackable: String(one.is_stackable ?? true),
  is_active: String(one.is_active ?? true),
})
