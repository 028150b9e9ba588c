import { Link } from 'wouter-preact'
import type { Overview } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'

type Limits = NonNullable<Overview['near_limit']>
type Row = Limits[number] & { id: string }

const columns = (): Column<Row>[] => {
  const { owner, feature, used } = words.home
  return [
    {
      title: owner,
      mayBreak: true,
      cell: ({ name, workspace_id: workspaceId }) =>
        workspaceId === null ? visible(name) : <Link href={`/workspaces/${workspaceId}`}>{visible(name)}</Link>,
    },
    { title: feature, mayBreak: true, cell: (row) => <code>{row.feature}</code> },
    { title: used, cell: (row) => usedText(row) },
  ]
}

function usedText({ used, limit }: Row): string {
  const percent = (used / limit).toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
  return words.home.usedOf(used.toLocaleString(locale), limit.toLocaleString(locale), percent)
}

export function NearLimits({ limits }: { limits: Limits }) {
  const { nearLimits, nobodyNear } = words.home
  if (limits.length === 0) return <p class="muted">{nobodyNear}</p>
  const rows = limits.map((limit) => ({ ...limit, id: `${limit.owner_id} ${limit.feature}` }))
  return <Table caption={nearLimits} columns={columns()} rows={rows} />
}
