import { keepPreviousData } from '@tanstack/query-core'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { Overview, Webhook } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { nameOf } from '../webhooks/health.tsx'

type Counts = NonNullable<Overview['endpoints']>

const shownMax = 5
const everyMs = 10_000
const unhealthy = ['open', 'failing', 'disabled'] as const

/** Webhooks by health, and some of those that somebody should look at. */
export function UnhealthyWebhooks({ counts }: { counts: Counts }) {
  const { home } = words
  const asked = unhealthy.filter((state) => counts[state] > 0)
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks', 'unhealthy', ...asked],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        asked.map((health) =>
          client.webhooks.list(
            { all_workspaces: true, health, include: ['health'], per_page: shownMax, sort: ['-created_at'] },
            { signal },
          ),
        ),
      )
      return pages.flatMap((page) => page.data)
    },
    enabled: asked.length > 0,
    // Another state is counted: the list stays until the next one is there.
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  })
  const names = { total: home.total, open: home.open, failing: home.failing, disabled: home.disabled } as const
  return (
    <>
      <dl class="numbers">
        {(Object.keys(names) as (keyof typeof names)[]).map((state) => (
          <div key={state}>
            <dt>{names[state]}</dt>
            <dd>{counts[state].toLocaleString(locale)}</dd>
          </div>
        ))}
      </dl>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {asked.length === 0 ? (
        <p class="muted">{home.allWell}</p>
      ) : data === undefined ? (
        error === null && <Loading />
      ) : (
        <Table caption={home.unhealthy} columns={columns()} rows={data} />
      )}
    </>
  )
}

const columns = (): Column<Webhook>[] => {
  const { url, state, openUntil } = words.home
  return [
    {
      title: url,
      mayBreak: true,
      cell: (row) => <Link href={`/workspaces/${row.workspace_id}/webhooks/${row.id}`}>{nameOf(row)}</Link>,
    },
    {
      title: state,
      cell: ({ health }) => {
        const known = unhealthy.find((one) => one === health?.state)
        return <Badge tone="bad" text={words.home[known ?? 'failing']} />
      },
    },
    {
      title: openUntil,
      cell: ({ health }) => (health?.open_until == null ? null : <Moment at={health.open_until} />),
    },
  ]
}
