import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { DeliveryOfEvent } from './delivery-of-event.tsx'

/** Deliveries whose attempts are asked for before anybody asks. */
const openMax = 3
// While something is still being sent.
const refreshMs = 10_000
const unfinished = ['pending', 'retrying']

/** Deliveries of an event, and their outcomes. */
export function Deliveries({
  eventId,
  workspaceId,
  isFirst,
}: {
  eventId: string
  workspaceId: string
  isFirst: boolean
}) {
  const { request: text } = words
  const { data, error, refetch } = useQuery({
    queryKey: ['events', workspaceId, 'deliveries', eventId],
    queryFn: ({ signal }) =>
      client.events.get(eventId, { fields: ['deliveries', 'deliveries_count'] }, { signal, workspaceId }),
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some(({ status }) => unfinished.includes(status)) === true ? refreshMs : false,
  })
  if (data === undefined) return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />
  const { deliveries, deliveries_count: count } = data
  return (
    <>
      <h4>
        {text.deliveries} <Link href={`/workspaces/${workspaceId}/events/${eventId}`}>{eventId}</Link>
      </h4>
      {deliveries.length === 0 && <p class="muted">{text.noDelivery}</p>}
      <ul class="thread">
        {deliveries.map((delivery, index) => (
          <DeliveryOfEvent
            key={delivery.id}
            delivery={delivery}
            workspaceId={workspaceId}
            isOpen={isFirst && index < openMax}
          />
        ))}
      </ul>
      {count > deliveries.length && (
        <p class="muted">
          {text.moreDeliveries(deliveries.length.toLocaleString(locale), count.toLocaleString(locale))}
        </p>
      )}
    </>
  )
}
