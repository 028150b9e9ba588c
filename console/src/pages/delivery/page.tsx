import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { Delivery } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Empty } from '../../ui/empty.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { JsonTree } from '../../ui/json-tree.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useView } from '../../ui/use-view.ts'
import { textField } from '../../ui/view.ts'
import { DeliveryStatus } from '../deliveries/delivery-status.tsx'
import { ResendOne } from '../deliveries/resend-one.tsx'
import { useRequestOfEvent } from '../event/request-of-event.tsx'
import { mayManage } from '../members/roles.ts'
import { nameOf } from '../webhooks/health.tsx'
import { Attempts } from './attempts.tsx'
import { hasEnded } from './state.ts'
import { StateText } from './state-text.tsx'

const fields = { webhook_id: textField }
const followEveryMs = 5_000

/** A delivery's life. The API finds it by its webhook, too: one that the address does not name is looked for. */
export function Page({ workspaceId, deliveryId }: { workspaceId: string; deliveryId: string }) {
  const { delivery: text, deliveries } = words
  const [view, change] = useView(fields)
  // A delivery that had ended is queued moments after it was resent: it is followed until its next attempt.
  const [attemptsBefore, setAttemptsBefore] = useState(-1)
  const found = useQuery({
    queryKey: ['search', workspaceId, deliveryId],
    queryFn: async ({ signal }) => {
      const { data } = await client.search.find({ q: deliveryId }, { signal, workspaceId })
      return data.find(({ type, id }) => type === 'delivery' && id === deliveryId)?.webhook_id ?? ''
    },
    enabled: view.webhook_id === '',
  })
  const webhookId = view.webhook_id || found.data
  const isUnknown = webhookId === ''
  const delivery = useQuery({
    queryKey: ['deliveries', 'one', workspaceId, webhookId, deliveryId],
    queryFn: ({ signal }) => client.deliveries.get(webhookId ?? '', deliveryId, undefined, { signal, workspaceId }),
    enabled: webhookId !== undefined && !isUnknown,
    refetchInterval: ({ state: { data } }) =>
      data === undefined || (hasEnded(data) && data.attempts > attemptsBefore) ? false : followEveryMs,
  })
  const { data } = delivery
  const failed = found.error === null ? delivery : found
  const failure = failed.error !== null && <Failure error={failed.error} onRetry={() => void failed.refetch()} />
  const back = <Link href={`/workspaces/${workspaceId}/deliveries`}>{text.back}</Link>
  if (data !== undefined) {
    return (
      <>
        {back}
        {failure}
        <Life delivery={data} onResent={() => setAttemptsBefore(data.attempts)} />
      </>
    )
  }
  return (
    <>
      {back}
      <PageHead title={text.title} />
      {isUnknown ? (
        <>
          <FilterBar>
            <SearchField
              label={deliveries.webhookId}
              value={view.webhook_id}
              onChange={(webhook) => change({ webhook_id: webhook.trim() })}
            />
          </FilterBar>
          <Empty title={text.noWebhook} text={text.noWebhookHelp} />
        </>
      ) : (
        failure || <Loading />
      )}
    </>
  )
}

function Life({ delivery, onResent }: { delivery: Delivery; onResent: () => void }) {
  const { delivery: text, deliveries } = words
  const session = useSigned()
  const [isResending, setResending] = useState(false)
  const { id, workspace_id: workspaceId, webhook_id: webhookId, event_id: eventId } = delivery
  const { data: webhook } = useQuery({
    queryKey: ['webhooks', workspaceId, 'one', webhookId],
    queryFn: ({ signal }) => client.webhooks.get(webhookId, { include: ['health'] }, { signal, workspaceId }),
    refetchInterval: hasEnded(delivery) ? false : 2 * followEveryMs,
  })
  const request = useRequestOfEvent(workspaceId, eventOf(delivery))
  return (
    <>
      <PageHead title={visible(delivery.event_type)} part={text.title}>
        <DeliveryStatus status={delivery.status} code={delivery.status_code} />
        {mayManage(session, 'write:webhooks') && (
          <button type="button" class="primary" onClick={() => setResending(true)}>
            {deliveries.resend}
          </button>
        )}
      </PageHead>
      <StateText delivery={delivery} webhook={webhook} />
      <Facts
        facts={[
          [text.id, <IdText id={id} name={text.id} />],
          [
            text.event,
            <>
              <Link href={`/workspaces/${workspaceId}/events/${eventId}`}>{text.showEvent}</Link>{' '}
              <IdText id={eventId} name={text.event} />
            </>,
          ],
          ...request,
          [
            deliveries.webhook,
            <>
              {webhook !== undefined && (
                <Link href={`/workspaces/${workspaceId}/webhooks/${webhookId}`}>{nameOf(webhook)}</Link>
              )}{' '}
              <IdText id={webhookId} name={deliveries.webhook} />
            </>,
          ],
          [deliveries.created, <Moment at={delivery.created_at} hasSeconds />],
          ...(delivery.delivered_at === null
            ? []
            : [[text.deliveredAt, <Moment at={delivery.delivered_at} hasSeconds />] as const]),
        ]}
      />
      <Attempts delivery={delivery} />
      <section>
        <h2>{text.payload}</h2>
        {delivery.payload === null ? (
          <p class="muted">{text.noPayload}</p>
        ) : (
          <JsonTree value={delivery.payload} name={text.payload} />
        )}
      </section>
      {isResending && <ResendOne delivery={delivery} onClose={() => setResending(false)} onDone={onResent} />}
    </>
  )
}

/** Undefined for those who may not read the payload, which names the time of its event. */
function eventOf({ event_id: id, payload }: Delivery) {
  const at: unknown = Object(payload).created_at
  return typeof at === 'string' ? { id, created_at: at } : undefined
}
