import { keepPreviousData } from '@tanstack/query-core'
import { client } from '../../api/client.ts'
import type { Usage } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Chart } from '../../ui/chart.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { choicesOf, Select } from '../../ui/field.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { quantityText } from '../../ui/quantity.ts'
import { rateText } from '../../ui/rate.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { eachDay } from './days.ts'
import type { UsageProps } from './feature-usage.tsx'
import { spanOf } from './view.ts'

type Groups = NonNullable<Usage['groups']>

/** The API requests of a workspace in the range, by day, endpoint or key. */
export function RequestUsage({ workspaceId, view, change }: UsageProps) {
  const { usage } = words
  const { range, until, group } = view
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', workspaceId, 'requests', range, until, group],
    queryFn: async ({ signal }) => {
      const { from, to } = spanOf(range, until, Date.now())
      const asked = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), group_by: group }
      return { group, ...(await client.usage.get(asked, { signal, workspaceId })) }
    },
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <h2>{usage.requests}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data?.totals.requests === 0 && <Empty title={usage.noRequests} text={usage.noRequestsHelp} />}
      {data !== undefined && data.totals.requests > 0 && (
        <>
          <Totals usage={data} />
          <div class="filters">
            <Select
              label={usage.requestsBy}
              value={group}
              options={choicesOf(usage.groups)}
              onChange={(chosen) => change({ group: chosen as typeof group })}
            />
          </div>
          {data.group === 'day' ? (
            <ByDay usage={data} />
          ) : (
            <ByGroup title={usage.groups[data.group]} groups={data.groups ?? []} />
          )}
        </>
      )}
    </section>
  )
}

/** The API rounds its own rate. */
const successOf = ({ requests, success }: Usage['totals']) => rateText(requests === 0 ? 1 : success / requests, locale)

function Totals({ usage: { totals, response_time: time, data_transfer: data } }: { usage: Usage }) {
  const { usage } = words
  const ms = (value: number) => quantityText(value, 'ms', locale)
  const bytes = (value: number) => quantityText(value, 'bytes', locale)
  return (
    <Facts
      facts={[
        [usage.total, totals.requests.toLocaleString(locale)],
        [usage.errors, totals.errors.toLocaleString(locale)],
        [usage.rate, successOf(totals)],
        [usage.time, usage.times(ms(time.average_ms), ms(time.max_ms))],
        [usage.data, usage.dataOf(bytes(data.request_bytes), bytes(data.response_bytes))],
      ]}
    />
  )
}

function ByDay({ usage: { groups = [], period } }: { usage: Usage }) {
  const { usage } = words
  const days = eachDay(groups, period)
  return (
    <Chart
      title={`${usage.requestsBy} ${usage.groups.day}`}
      at={days.map(({ at }) => at)}
      isOfDays
      series={[
        { name: usage.success, values: days.map(({ success }) => success), look: 'bars', tone: 'good' },
        { name: usage.errors, values: days.map(({ errors }) => errors), look: 'bars', tone: 'bad' },
      ]}
    />
  )
}

function ByGroup({ title, groups }: { title: string; groups: Groups }) {
  const { usage } = words
  const columns: Column<Groups[number] & { id: string }>[] = [
    { title, cell: ({ group }) => <code>{visible(group)}</code> },
    { title: usage.total, cell: ({ totals }) => totals.requests.toLocaleString(locale) },
    { title: usage.errors, cell: ({ totals }) => totals.errors.toLocaleString(locale) },
    { title: usage.rate, cell: ({ totals }) => successOf(totals) },
  ]
  return (
    <>
      <Table
        caption={`${usage.requestsBy} ${title}`}
        columns={columns}
        rows={groups.map((one) => ({ ...one, id: one.group }))}
      />
      <p class="muted small">{usage.kept}</p>
    </>
  )
}
