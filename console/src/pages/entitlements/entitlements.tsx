import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { EntitlementOverviewDataItem } from '../../api/sdk.ts'
import { type CatalogIndex, poolOf, useCatalog } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { amountText } from '../../ui/amount.ts'
import { Badge } from '../../ui/badge.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { textField } from '../../ui/view.ts'
import { wordOf } from '../../ui/word-of.ts'
import { NamespaceField, useNamespaces } from '../namespaces/namespace-field.tsx'
import type { TabProps } from '../workspace/tab-props.ts'
import { windowText } from './window-text.ts'

type Row = EntitlementOverviewDataItem & { id: string }

const fields = { namespace: textField }

/** Every feature of the catalogue: what the workspace, or one of its namespaces, may use and has used. */
export function Entitlements({ workspace }: TabProps) {
  const { entitlements: text, plan } = words
  const [{ namespace }, change] = useView(fields)
  const namespaces = useNamespaces(workspace.id)
  const catalog = useCatalog()
  const { data, error, refetch } = useQuery({
    queryKey: ['entitlements', workspace.id, namespace],
    queryFn: ({ signal }) =>
      namespace === ''
        ? client.workspaceEntitlements.list(workspace.id, undefined, { signal, workspaceId: workspace.id })
        : client.entitlements.list(namespace, undefined, { signal, workspaceId: workspace.id }),
  })
  const rows = data?.data.map((row) => ({ ...row, id: row.feature }))
  const why = (row: Row) => {
    const asked = new URLSearchParams({ feature: row.feature, ...(namespace === '' ? {} : { namespace }) })
    return (
      <Link href={`/workspaces/${workspace.id}/explain?${asked}`} aria-label={text.whyOf(visible(row.name))}>
        {text.why}
      </Link>
    )
  }
  return (
    <>
      <FilterBar>
        <NamespaceField
          label={text.of}
          none={plan.itself}
          value={namespace}
          onChange={(chosen) => change({ namespace: chosen })}
          namespaces={namespaces}
        />
      </FilterBar>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {rows === undefined && error === null && <Loading />}
      {rows?.length === 0 && <Empty title={text.nothing} text={text.nothingHelp} />}
      {rows !== undefined && rows.length > 0 && (
        <Table caption={text.caption} columns={columnsOf(catalog)} rows={rows} actions={why} />
      )}
    </>
  )
}

function columnsOf(catalog: CatalogIndex): Column<Row>[] {
  const { entitlements: text, explain, plan } = words
  const { grantWords } = plan
  const amount = (value: number | null, { unit, pool, type }: Row) =>
    value === null || pool === null || type === 'boolean' ? '–' : amountText(value, unit)
  const limitOf = (row: Row) => {
    if (row.limit !== null) return amountText(row.limit, row.unit)
    return row.reason === null ? grantWords[row.unlimited ? 'unlimited' : 'on'] : grantWords.none
  }
  return [
    {
      title: text.feature,
      mayBreak: true,
      cell: (row) => (
        <>
          {visible(row.name)} <code class="muted">{row.feature}</code>
        </>
      ),
    },
    {
      title: text.decidedBy,
      cell: ({ reason, level }) => {
        if (reason === null) return wordOf(text.levels, level ?? '–')
        // No level decided; the limit says that it is not included.
        if (reason === 'FEATURE_NOT_INCLUDED') return '–'
        return <Badge tone="plain" text={wordOf(explain.reasons, reason)} />
      },
    },
    { title: text.limit, mayBreak: true, cell: limitOf },
    { title: text.used, mayBreak: true, cell: (row) => amount(row.used, row) },
    { title: text.reserved, mayBreak: true, cell: (row) => amount(row.reserved, row) },
    {
      title: text.window,
      cell: (row) => (row.pool === null ? '–' : windowText(poolOf(catalog, row.feature), row.window_end)),
    },
    {
      title: text.pool,
      mayBreak: true,
      cell: ({ pool, feature }) =>
        pool === null || pool === feature ? '–' : visible(catalog.features.get(pool)?.name ?? pool),
    },
  ]
}
