import { keepPreviousData } from '@tanstack/query-core'
import { client } from '../../api/client.ts'
import type { WebhookSeriesPoint } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Chart } from '../../ui/chart.tsx'
import { Failure } from '../../ui/failure.tsx'
import { choicesOf, Select } from '../../ui/field.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useView } from '../../ui/use-view.ts'
import { choiceField } from '../../ui/view.ts'
import { type Buckets, bucketsOf, fromOf, type Range, ranges } from './buckets.ts'

const refreshMs = 60_000
const fields = { range: choiceField(['hour', 'day', 'month'], 'day') }

/** The attempts of a webhook and their times. */
export function Series({ workspaceId, webhookId }: { workspaceId: string; webhookId: string }) {
  const { series: text } = words.webhook
  const [{ range }, change] = useView(fields)
  const { data, error, isPlaceholderData, refetch } = useQuery<Buckets>({
    queryKey: ['webhooks', workspaceId, 'series', webhookId, range],
    queryFn: async ({ signal }) => {
      const from = fromOf(range, Date.now())
      const asked = { bucket: ranges[range].bucket, from: new Date(from).toISOString() }
      const { points } = await client.webhooks.series(webhookId, asked, { signal, workspaceId })
      return bucketsOf(points, range, from)
    },
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  })
  return (
    <section aria-label={text.title}>
      <h2>{text.title}</h2>
      <FilterBar>
        <Select
          label={text.range}
          value={range}
          options={choicesOf(text.ranges)}
          onChange={(value) => change({ range: value as Range })}
        />
      </FilterBar>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <Loading />
      ) : (
        <div class={isPlaceholderData ? 'series stale' : 'series'}>
          <Charts buckets={data} />
        </div>
      )}
    </section>
  )
}

function Charts({ buckets: { at, points } }: { buckets: Buckets }) {
  const { series: text } = words.webhook
  if (points.every((point) => point === null)) return <p class="muted">{text.nothing}</p>
  const valuesOf = (name: 'ok' | 'failed' | 'timed_out' | 'refused') => points.map((point) => point?.[name] ?? 0)
  const timesOf = (name: keyof WebhookSeriesPoint & `${string}_ms`) => points.map((point) => point?.[name] ?? null)
  return (
    <>
      <Chart
        title={text.counts}
        at={at}
        series={[
          { name: text.ok, values: valuesOf('ok'), look: 'bars', tone: 'good' },
          { name: text.failed, values: valuesOf('failed'), look: 'bars', tone: 'bad' },
          { name: text.timedOut, values: valuesOf('timed_out'), look: 'bars', tone: 'muted' },
          { name: text.refused, values: valuesOf('refused'), look: 'bars', tone: 'text' },
        ]}
      />
      <Chart
        title={text.latency}
        at={at}
        unit="ms"
        series={[
          { name: text.p95, values: timesOf('p95_ms'), look: 'bars', tone: 'muted' },
          { name: text.p50, values: timesOf('p50_ms'), look: 'line', tone: 'accent' },
        ]}
      />
    </>
  )
}
