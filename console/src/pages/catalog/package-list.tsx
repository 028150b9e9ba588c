import { client } from '../../api/client.ts'
import type { CatalogPackage, PackageAssignments } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { isTier, tierText } from '../../ui/tiers.ts'

/** The packages; an operator sees how often each is assigned now. */
export function PackageList({ packages }: { packages: readonly CatalogPackage[] }) {
  const { catalog } = words
  const { isOperator } = useSigned()
  const { data, error, refetch } = useQuery({
    queryKey: ['catalog', 'assignments'],
    queryFn: loadAssignments,
    enabled: isOperator,
  })
  const columns: Column<CatalogPackage & { id: string }>[] = [
    {
      title: catalog.package,
      mayBreak: true,
      cell: (one) => (
        <>
          {visible(one.name)} <code class="muted">{visible(one.code)}</code>{' '}
          {!one.is_active && <Badge tone="plain" text={catalog.notSold} />}
        </>
      ),
    },
    { title: catalog.kind, cell: kindOf },
    { title: catalog.tier, cell: ({ code }) => (isTier(code) ? tierText(code) : <span class="muted">–</span>) },
    ...(isOperator
      ? [{ title: catalog.assigned, cell: ({ code }: CatalogPackage) => countText(data?.get(code)) }]
      : []),
  ]
  return (
    <section>
      <h2>{catalog.packages}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <Table caption={catalog.packages} columns={columns} rows={packages.map((one) => ({ ...one, id: one.code }))} />
    </section>
  )
}

const kindOf = ({ is_base: isBase, is_stackable: isStackable }: CatalogPackage) => {
  const { base, addOn, stackable } = words.catalog
  if (isBase) return base
  return isStackable ? stackable : addOn
}

function countText(assignments: PackageAssignments | undefined) {
  if (assignments === undefined) return <span class="muted">–</span>
  const count = assignments.count.toLocaleString(locale)
  return assignments.is_exact ? count : words.catalog.moreThan(count)
}

/** By the code of the package. */
async function loadAssignments({ signal }: { signal: AbortSignal }): Promise<Map<string, PackageAssignments>> {
  const found = new Map<string, PackageAssignments>()
  for await (const { code, assignments } of client.packages.all({ include: ['assignments'] }, { signal }))
    if (assignments !== undefined) found.set(code, assignments)
  return found
}
