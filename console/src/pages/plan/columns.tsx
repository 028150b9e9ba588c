import type { Boost, CatalogFeature, PackageAssignment } from '../../api/sdk.ts'
import { type CatalogIndex, poolOf } from '../../api/use-catalog.ts'
import { words } from '../../messages/index.ts'
import { amountText } from '../../ui/amount.ts'
import { grantText } from '../../ui/grant.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { wordOf } from '../../ui/word-of.ts'
import { StateBadge } from './state-badge.tsx'

export function packageColumns(catalog: CatalogIndex, now: number): Column<PackageAssignment>[] {
  const { plan } = words
  const isBase = (code: string) => catalog.packages.get(code)?.is_base === true
  return [
    {
      title: plan.package,
      mayBreak: true,
      cell: ({ package: { code, name } }) => (
        <>
          {visible(name)} {isBase(code) && <small class="muted">({plan.base})</small>}
        </>
      ),
    },
    { title: plan.status, cell: (held) => <StateBadge held={held} now={now} /> },
    { title: plan.grants, mayBreak: true, cell: (held) => <Grants code={held.package.code} catalog={catalog} /> },
    { title: plan.starts, cell: (held) => <Moment at={held.starts_at} /> },
    { title: plan.ends, cell: (held) => <Moment at={held.expires_at} /> },
    { title: plan.anchor, cell: (held) => (isBase(held.package.code) ? <Moment at={held.billing_anchor} /> : '–') },
  ]
}

const shownGrants = 3

/** The grants of a package, by the present catalogue. */
function Grants({ code, catalog }: { code: string; catalog: CatalogIndex }) {
  const { plan } = words
  const { features = [] } = catalog.packages.get(code) ?? {}
  const texts = features.map(({ code: feature, limit = 'on' }) =>
    plan.granted(visible(catalog.features.get(feature)?.name ?? feature), grantText(limit, poolOf(catalog, feature))),
  )
  const rest = texts.slice(shownGrants)
  return (
    <>
      <Lines texts={texts.slice(0, shownGrants)} />
      {rest.length > 0 && (
        <details>
          <summary>{plan.more(rest.length)}</summary>
          <Lines texts={rest} />
        </details>
      )}
    </>
  )
}

const Lines = ({ texts }: { texts: readonly string[] }) => (
  <ul class="plain-list">
    {texts.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
)

export function boostColumns(featureOf: (code: string) => CatalogFeature | undefined, now: number): Column<Boost>[] {
  const { plan } = words
  const added = ({ feature, type, limit }: Boost) =>
    limit === null
      ? grantText(type === 'unlimited' ? 'unlimited' : 'on', undefined)
      : `+ ${amountText(limit, featureOf(feature)?.unit)}`
  return [
    { title: plan.feature, mayBreak: true, cell: ({ feature }) => visible(featureOf(feature)?.name ?? feature) },
    { title: plan.status, cell: (boost) => <StateBadge held={boost} now={now} /> },
    { title: plan.adds, mayBreak: true, cell: added },
    { title: plan.duration, cell: ({ duration }) => wordOf(plan.durations, duration) },
    { title: plan.starts, cell: (boost) => <Moment at={boost.starts_at} /> },
    { title: plan.ends, cell: (boost) => <Moment at={boost.expires_at} /> },
  ]
}
