import { Link } from 'wouter-preact'
import type { EntitlementOverviewDataItem, UsageSeries } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartSeries } from '../../ui/chart-content.ts'
import { Empty } from '../../ui/empty.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { quantityText } from '../../ui/quantity.ts'
import { Table } from '../../ui/table.tsx'
import { type Bucket, type Curve, curveOf } from './curve.ts'

interface FeatureCurveProps {
  workspaceId: string
  series: UsageSeries
  feature: EntitlementOverviewDataItem
  bucket: Bucket
  /** The end of the range, in ms since 1970. */
  now: number
}

/** Used against the limit, where this pace leads, and the limits that were told. */
export function FeatureCurve({ workspaceId, series, feature, bucket, now }: FeatureCurveProps) {
  const { usage } = words
  const curve = curveOf(series, feature, bucket, now)
  if (curve === undefined) return <Empty title={usage.noPoints} />
  const { at, used, limit, ahead, marks } = curve
  const lines: ChartSeries[] = [
    { name: usage.used, values: used, look: 'line', tone: 'accent' },
    ...(limit.some((one) => one !== null)
      ? [{ name: usage.limit, values: limit, look: 'step', tone: 'bad' } as const]
      : []),
    ...(ahead.some((one) => one !== null)
      ? [{ name: usage.ahead, values: ahead, look: 'dashed', tone: 'muted' } as const]
      : []),
  ]
  return (
    <>
      <Chart
        title={usage.curve(visible(feature.name))}
        at={at}
        series={lines}
        marks={marks}
        unit={feature.unit && visible(feature.unit)}
      />
      <p role="status">
        <PaceText curve={curve} unit={feature.unit} />
      </p>
      {series.alerts.length > 0 && (
        <Table
          caption={usage.alerts}
          columns={[
            { title: usage.alert, cell: ({ threshold }) => `${threshold} %` },
            { title: usage.alertAt, cell: (alert) => <Moment at={alert.at} /> },
            {
              title: usage.event,
              cell: ({ id }) => (
                <Link href={`/workspaces/${workspaceId}/events/${id}`}>
                  <code>{id}</code>
                </Link>
              ),
            },
          ]}
          rows={series.alerts.map((alert) => ({ ...alert, id: alert.event_id }))}
        />
      )}
    </>
  )
}

function PaceText({ curve: { pace, limitNow }, unit }: { curve: Curve; unit: string | null }) {
  const { pace: text } = words.usage
  const quantity = (value: number) => visible(quantityText(Math.round(value * 100) / 100, unit, locale))
  if (pace.kind === 'unlimited') return text.unlimited(quantity(pace.perDay))
  if (pace.kind === 'meets')
    return (
      <>
        {text.meets(quantity(pace.perDay))} <Moment at={new Date(pace.meetsAt).toISOString()} />.
      </>
    )
  if (pace.kind === 'within')
    return (
      <>
        {text.within(quantity(pace.perDay), quantity(pace.used), quantity(Number(limitNow)))}{' '}
        <Moment at={new Date(pace.endsAt).toISOString()} />.
      </>
    )
  return text[pace.kind]
}
