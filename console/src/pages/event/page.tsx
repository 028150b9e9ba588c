import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { EventDelivery, EventWithDeliveries } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { JsonTree } from '../../ui/json-tree.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { deliveryPath } from '../deliveries/delivery-path.ts'
import { DeliveryStatus } from '../deliveries/delivery-status.tsx'
import { useWebhookNames } from '../deliveries/webhook-filter.tsx'
import { useRequestOfEvent } from './request-of-event.tsx'

/** An event with its data, and the deliveries that it made. */
export function Page({ workspaceId, eventId }: { workspaceId: string; eventId: string }) {
  const { event: text } = words
  const { data, error, refetch } = useQuery({
    queryKey: ['events', 'one', workspaceId, eventId],
    queryFn: ({ signal }) => client.events.get(eventId, undefined, { signal, workspaceId }),
  })
  const failure = error !== null && <Failure error={error} onRetry={() => void refetch()} />
  return (
    <>
      <Link href={`/workspaces/${workspaceId}/events`}>{text.back}</Link>
      <PageHead title={data === undefined ? text.title : visible(data.type)} part={data && text.title} />
      {failure}
      {data !== undefined ? <Story event={data} workspaceId={workspaceId} /> : failure === false && <Loading />}
    </>
  )
}

function Story({ event, workspaceId }: { event: EventWithDeliveries; workspaceId: string }) {
  const { event: text, events } = words
  const names = useWebhookNames(workspaceId)
  const request = useRequestOfEvent(workspaceId, event)
  const { id, data, deliveries, deliveries_count: count } = event
  const given: readonly (readonly [string, string | null])[] = [
    [events.ownId, event.event_id],
    [events.channels, event.channels.join(', ') || null],
    [text.orderingKey, event.ordering_key],
    [text.namespace, event.namespace_id],
  ]
  return (
    <>
      <Facts
        facts={[
          [events.id, <IdText id={id} name={events.id} />],
          [events.created, <Moment at={event.created_at} hasSeconds />],
          ...(event.occurred_at === null
            ? []
            : [[text.occurred, <Moment at={event.occurred_at} hasSeconds />] as const]),
          ...given.flatMap(([name, value]) => (value === null ? [] : [[name, visible(value)] as const])),
          ...request,
        ]}
      />
      <section>
        <h2>{text.deliveries(count, count.toLocaleString(locale))}</h2>
        {deliveries.length === 0 ? (
          <p class="muted">{text.noDelivery}</p>
        ) : (
          <Table caption={text.made} columns={columns(workspaceId, names)} rows={deliveries} />
        )}
        {count > deliveries.length && (
          <Link href={`/workspaces/${workspaceId}/deliveries?event_id=${id}`}>
            {text.allDeliveries(count.toLocaleString(locale))}
          </Link>
        )}
      </section>
      <section>
        <h2>{text.data}</h2>
        <JsonTree value={data} name={text.data} />
      </section>
    </>
  )
}

const columns = (workspaceId: string, names: ReadonlyMap<string, string>): Column<EventDelivery>[] => {
  const { webhook, status, attempts } = words.deliveries
  return [
    {
      title: webhook,
      mayBreak: true,
      cell: (row) => (
        <Link href={deliveryPath({ ...row, workspace_id: workspaceId })}>
          {names.get(row.webhook_id) ?? row.webhook_id}
        </Link>
      ),
    },
    { title: status, cell: (row) => <DeliveryStatus status={row.status} code={row.status_code} /> },
    { title: attempts, cell: (row) => row.attempts },
    { title: words.delivery.deliveredAt, cell: (row) => <Moment at={row.delivered_at} hasSeconds /> },
  ]
}
