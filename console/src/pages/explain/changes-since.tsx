import { client } from '../../api/client.ts'
import type { EntitlementLogEntry } from '../../api/sdk.ts'
import type { CatalogIndex } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { timeText } from '../../ui/time.ts'
import { wordOf } from '../../ui/word-of.ts'
import { planChanges, subjectOf, type unchangedOf } from './plan-changes.ts'

interface ChangesSinceProps {
  namespaceId: string
  workspaceId: string
  feature: string
  catalog: CatalogIndex
  /** The sentence for a plan that has not changed. */
  unchanged: ReturnType<typeof unchangedOf>
}

/** Changes of both plans, of the namespace and of its workspace, since use of the feature was recorded last. */
export function ChangesSince({ namespaceId, workspaceId, feature, catalog, unchanged }: ChangesSinceProps) {
  const { explain } = words
  const { data, error, refetch } = useQuery({
    queryKey: ['explain', namespaceId, 'changes', feature],
    queryFn: async ({ signal }) => {
      const options = { signal, workspaceId }
      const uses = await client.entitlements.listUsage(namespaceId, { feature, per_page: 1 }, options)
      const lastUse = uses.data[0]?.recorded_at
      const asked = { created_after: lastUse, per_page: 100 }
      const logs = await Promise.all([
        client.entitlements.listLog(namespaceId, asked, options),
        client.workspaceEntitlements.listLog(workspaceId, asked, options),
      ])
      return { lastUse, changes: planChanges(logs.flatMap((log) => log.data)) }
    },
  })
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  const columns: Column<EntitlementLogEntry>[] = [
    { title: explain.when, cell: ({ created_at }) => <Moment at={created_at} /> },
    {
      title: explain.what,
      mayBreak: true,
      cell: (entry) => {
        const subject = subjectOf(entry, (code) => catalog.features.get(code)?.name ?? code)
        return `${wordOf(explain.actions, entry.action)}${subject === '' ? '' : `: ${visible(subject)}`}`
      },
    },
    {
      title: explain.by,
      mayBreak: true,
      cell: ({ actor_id }) => (actor_id === null ? explain.plinth : <code>{actor_id}</code>),
    },
  ]
  return (
    <section>
      <h2>{explain.changes}</h2>
      {data === undefined ? (
        <Loading />
      ) : (
        <>
          <p class="muted">{data.lastUse === undefined ? explain.noUse : explain.lastUse(timeText(data.lastUse))}</p>
          {data.changes.length === 0 ? (
            <p>{explain[unchanged]}</p>
          ) : (
            <Table caption={explain.changes} columns={columns} rows={data.changes} />
          )}
        </>
      )}
    </section>
  )
}
