import { client } from '../../api/client.ts'
import type { CatalogFeature, EntitlementCounted, EntitlementDecision } from '../../api/sdk.ts'
import type { CatalogIndex } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { amountText } from '../../ui/amount.ts'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { windowText } from '../entitlements/window-text.ts'
import type { OwnerNames } from './level-names.ts'
import { Records } from './records.tsx'
import { type Use, usesOf } from './uses.ts'

interface UsedProps {
  decision: EntitlementDecision
  namespaceId: string
  workspaceId: string
  pool: CatalogFeature | undefined
  catalog: CatalogIndex
  names: OwnerNames
}

/** Where use counts, how much is used and reserved, and by which features. */
export function Used({ decision, pool, names, ...rest }: UsedProps) {
  const { explain } = words
  const { counted, available, exact } = decision
  if (counted == null || pool === undefined || pool.type === 'boolean') return null
  const amount = (value: number) => (exact ? <data value={value}>{amountText(value, pool.unit)}</data> : '–')
  return (
    <section>
      <h2>{explain.use}</h2>
      <Facts
        facts={[
          [explain.countsAt, names.levelOf(counted.level, counted.owner_id)],
          [explain.pool, visible(pool.name)],
          [explain.window, windowText(pool, counted.window_end)],
          [explain.used, amount(counted.used)],
          [explain.reserved, amount(counted.reserved)],
          [explain.left, available === null ? words.plan.grantWords.unlimited : amount(available)],
        ]}
      />
      <ByFeature counted={counted} pool={pool} {...rest} />
      <Records namespaceId={rest.namespaceId} workspaceId={rest.workspaceId} pool={pool} />
    </section>
  )
}

type ByFeatureProps = Pick<UsedProps, 'namespaceId' | 'workspaceId' | 'catalog'> & {
  counted: EntitlementCounted
  pool: CatalogFeature
}

// A pool is shared by a handful of features; of each, the newest records are added up.
const featuresMax = 10
const recordsMax = 100

function ByFeature({ counted, pool, namespaceId, workspaceId, catalog }: ByFeatureProps) {
  const { explain } = words
  const sharing = [...catalog.features.values()].filter(
    ({ code, parent }) => code === pool.code || parent === pool.code,
  )
  const codes = sharing.map(({ code }) => code).slice(0, featuresMax)
  const since = counted.window_start ?? undefined
  const { data, error, refetch } = useQuery({
    queryKey: ['explain', namespaceId, 'uses', codes, since],
    queryFn: ({ signal }) =>
      Promise.all(
        codes.map(async (feature) => {
          const asked = { feature, created_after: since, per_page: recordsMax }
          return (await client.entitlements.listUsage(namespaceId, asked, { signal, workspaceId })).data
        }),
      ),
    enabled: codes.length > 0,
  })
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return null
  const { uses, others } = usesOf(data, counted.used)
  const nameOf = (code: string) => visible(catalog.features.get(code)?.name ?? code)
  const rows = [
    ...uses.map((use) => ({ ...use, id: use.feature, feature: nameOf(use.feature) })),
    ...(others === 0 ? [] : [{ id: '', feature: explain.byOthers, quantity: others }]),
  ]
  if (rows.length === 0) return null
  const columns: Column<Use & { id: string }>[] = [
    { title: explain.feature, cell: ({ feature }) => feature },
    { title: explain.recorded, cell: ({ quantity }) => amountText(quantity, pool.unit) },
  ]
  return (
    <>
      <h3>{explain.byFeature}</h3>
      <p class="muted small">{explain.byFeatureText}</p>
      <Table caption={explain.byFeature} columns={columns} rows={rows} />
    </>
  )
}
