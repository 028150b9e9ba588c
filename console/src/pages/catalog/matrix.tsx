import type { ComponentChildren } from 'preact'
import type { Catalog, CatalogFeature } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { visible } from '../../ui/outside-text.ts'
import { quantityText } from '../../ui/quantity.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { type DraftFeature, type Given, givenOf } from './draft.ts'

/** Features down, packages across. It may be wider than the page, and then scrolls by itself. */
export function Wide({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="wide" aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}

export function Matrix({ catalog: { features, packages } }: { catalog: Catalog }) {
  const { catalog } = words
  const columns: Column<CatalogFeature & { id: string }>[] = [
    { title: catalog.feature, cell: (feature) => <FeatureName feature={feature} /> },
    { title: catalog.counting, cell: countingOf },
    ...packages.map((one) => ({
      title: visible(one.name),
      cell: (feature: CatalogFeature) =>
        feature.parent === null && <GivenText given={givenOf(one, feature as DraftFeature)} unit={feature.unit} />,
    })),
  ]
  return (
    <Wide name={catalog.matrix}>
      <Table caption={catalog.matrix} columns={columns} rows={features.map((row) => ({ ...row, id: row.code }))} />
    </Wide>
  )
}

export function FeatureName({ feature }: { feature: Pick<DraftFeature, 'code' | 'name' | 'is_active'> }) {
  return (
    <>
      {visible(feature.name)} <code class="muted">{visible(feature.code)}</code>{' '}
      {feature.is_active === false && <Badge tone="plain" text={words.catalog.off} />}
    </>
  )
}

/** How its usage is counted: "each month", "in the limit of ai.credits". */
export function countingOf({
  type,
  reset,
  rolling_days: days,
  parent,
}: Omit<DraftFeature, 'type' | 'reset'> & { type: string; reset?: string | undefined }): string {
  const { countings } = words.catalog
  if (parent != null) return countings.parent(visible(parent))
  if (type === 'boolean') return countings.boolean
  if (reset === 'rolling') return countings.rolling(days ?? 30)
  return reset === 'monthly' ? countings.monthly : countings.none
}

/** A limit in words. */
export function givenText(given: Given, unit: string | null | undefined): string {
  const { included, excluded, unlimited } = words.catalog
  if (typeof given === 'number') return quantityText(given, visible(unit ?? ''), locale)
  if (given === undefined) return excluded
  if (given === 'on') return included
  return given === 'unlimited' ? unlimited : visible(given)
}

/** The same in a table: a sign alone would say nothing to a screen reader. */
function GivenText({ given, unit }: { given: Given; unit: string | null }) {
  const text = givenText(given, unit)
  if (given !== undefined && given !== 'on') return <span class="whole">{text}</span>
  return (
    <span class={given === undefined ? 'muted' : ''}>
      <span aria-hidden="true">{given === undefined ? '–' : '✓'}</span>
      <span class="sr-only">{text}</span>
    </span>
  )
}
