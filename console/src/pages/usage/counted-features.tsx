import { Link, useLocation, useSearch } from 'wouter-preact'
import type { EntitlementOverviewDataItem } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { quantityText } from '../../ui/quantity.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { readView, writeView } from '../../ui/view.ts'
import { fields } from './view.ts'

/** Its use is known. */
type Feature = EntitlementOverviewDataItem & { used: number }

/** The features whose usage is counted, the most used first. Plinth counts its own objects elsewhere. */
export const countedOf = (all: readonly EntitlementOverviewDataItem[]): Feature[] =>
  all
    .filter((one): one is Feature => one.used !== null)
    .filter(({ type, reason, used, feature }) => type !== 'boolean' && (reason === null || used > 0) && !isOwn(feature))
    .sort((one, other) => shareOf(other) - shareOf(one) || (one.feature < other.feature ? -1 : 1))

const isOwn = (code: string) => code.startsWith('plinth.')
const shareOf = ({ used, limit }: Feature) => (limit === null ? 0 : limit === 0 ? 1 : used / limit)

/** All of them; each name leads to its curve. */
export function CountedFeatures({ features }: { features: readonly Feature[] }) {
  const { usage } = words
  const [path] = useLocation()
  const search = useSearch()
  const hrefOf = (feature: string) => `${path}?${writeView(search, { ...readView(search, fields), feature }, fields)}`
  const limitOf = ({ limit, unlimited, unit }: Feature) => {
    if (limit !== null) return visible(quantityText(limit, unit, locale))
    return unlimited ? usage.unlimited : usage.excluded
  }
  const columns: Column<Feature & { id: string }>[] = [
    {
      title: usage.feature,
      mayBreak: true,
      cell: (row) => (
        <>
          <Link href={hrefOf(row.feature)}>{visible(row.name)}</Link> <code class="muted">{row.feature}</code>
        </>
      ),
    },
    { title: usage.used, mayBreak: true, cell: ({ used, unit }) => visible(quantityText(used, unit, locale)) },
    { title: usage.limit, mayBreak: true, cell: limitOf },
    { title: usage.share, cell: (row) => <Share feature={row} /> },
    { title: usage.resets, cell: ({ reset_at }) => <Moment at={reset_at} /> },
  ]
  return (
    <>
      <Table caption={usage.features} columns={columns} rows={features.map((row) => ({ ...row, id: row.feature }))} />
      <p class="muted small">{usage.own}</p>
    </>
  )
}

function Share({ feature }: { feature: Feature }) {
  if (feature.limit === null) return <span class="muted">–</span>
  const share = shareOf(feature)
  const text = share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <span class="share">
      <meter
        aria-label={`${words.usage.share} ${visible(feature.name)}`}
        value={Math.min(1, share)}
        high={0.8}
        max={1}
      />{' '}
      {text}
    </span>
  )
}
