import { keepPreviousData } from '@tanstack/query-core'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { choicesOf, Select } from '../../ui/field.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { ViewOf } from '../../ui/view.ts'
import { CountedFeatures, countedOf } from './counted-features.tsx'
import { FeatureCurve } from './feature-curve.tsx'
import { bucketOf, type fields, spanOf } from './view.ts'

export interface UsageProps {
  workspaceId: string
  view: ViewOf<typeof fields>
  change: (changes: Partial<ViewOf<typeof fields>>) => void
}

/** The curve of the chosen feature; of the most used one where none is chosen. */
export function FeatureUsage({ workspaceId, view, change }: UsageProps) {
  const { usage } = words
  const overview = useQuery({
    queryKey: ['usage', workspaceId, 'features'],
    queryFn: ({ signal }) => client.workspaceEntitlements.list(workspaceId, undefined, { signal, workspaceId }),
  })
  const counted = countedOf(overview.data?.data ?? [])
  const chosen = counted.find(({ feature }) => feature === view.feature) ?? counted[0]
  const { range, until } = view
  const bucket = bucketOf(range, view.bucket)
  const series = useQuery({
    queryKey: ['usage', workspaceId, 'series', chosen?.feature, range, bucket, until],
    queryFn: async ({ signal }) => {
      const { from, to } = spanOf(range, until, Date.now())
      const [fromTime, toTime] = [from, to].map((at) => new Date(at).toISOString())
      const asked = { feature: chosen?.feature ?? '', bucket, from: fromTime, to: toTime }
      const found = await client.workspaceEntitlements.series(workspaceId, asked, { signal, workspaceId })
      // While the next one is loaded, a curve stays that of its own feature.
      return { ...found, of: chosen, bucket, to }
    },
    enabled: chosen !== undefined,
    placeholderData: keepPreviousData,
  })
  const retry = () => void (overview.error === null ? series : overview).refetch()
  const error = overview.error ?? series.error
  if (overview.data === undefined) return error === null ? <Loading /> : <Failure error={error} onRetry={retry} />
  if (chosen === undefined) return <Empty title={usage.nothing} text={usage.nothingHelp} />
  const names = Object.fromEntries(counted.map(({ feature, name }) => [feature, visible(`${name} · ${feature}`)]))
  return (
    <section>
      <div class="filters">
        <Select
          label={usage.feature}
          value={chosen.feature}
          options={choicesOf(names)}
          onChange={(feature) => change({ feature })}
        />
      </div>
      {error !== null && <Failure error={error} onRetry={retry} />}
      {series.data?.of !== undefined && (
        <div class={series.isPlaceholderData ? 'series stale' : 'series'}>
          <FeatureCurve
            workspaceId={workspaceId}
            series={series.data}
            feature={series.data.of}
            bucket={series.data.bucket}
            now={series.data.to}
          />
        </div>
      )}
      {series.data === undefined && error === null && <Loading />}
      <CountedFeatures features={counted} />
    </section>
  )
}
