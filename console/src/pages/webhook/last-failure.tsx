import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { DeliveryAttempt } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'
import { timeText } from '../../ui/time.ts'
import { wordOf } from '../../ui/word-of.ts'
import { deliveryPath } from '../deliveries/delivery-path.ts'
import type { ShownWebhook } from './webhook-query.ts'

/** It makes three calls. */
const refreshMs = 30_000

interface Failed {
  deliveryId: string
  attempt: DeliveryAttempt
}

/** Why the webhook fails: what the last attempt of its newest failed delivery met. Nothing where there is none. */
export function LastFailure({ webhook: { id, workspace_id: workspaceId, health } }: { webhook: ShownWebhook }) {
  const { webhook: text, deliveries } = words
  const { data } = useQuery<Failed | null>({
    queryKey: ['webhooks', workspaceId, 'last-failure', id, health.state],
    queryFn: ({ signal }) => loadLastFailure(id, { signal, workspaceId }),
    refetchInterval: refreshMs,
  })
  if (data == null) return null
  const { outcome, status_code: status, started_at: at, error } = data.attempt
  const name = wordOf(deliveries.outcomes, outcome)
  return (
    <p>
      {text.cause(at === null ? '' : timeText(at), status === null ? name : `${name} (${status})`)}
      {outcome !== 'http' && error !== null && <span class="small muted"> {visible(error)}</span>}{' '}
      <Link href={deliveryPath({ workspace_id: workspaceId, webhook_id: id, id: data.deliveryId })}>
        {text.showDelivery}
      </Link>
    </p>
  )
}

async function loadLastFailure(
  webhookId: string,
  options: { signal: AbortSignal; workspaceId: string },
): Promise<Failed | null> {
  const newest = await Promise.all(
    (['retrying', 'failed'] as const).map((status) =>
      client.deliveries.list(webhookId, { status, per_page: 1, fields: ['created_at'] }, options),
    ),
  )
  const [delivery] = newest.flatMap(({ data }) => data).sort((a, b) => (a.created_at < b.created_at ? 1 : -1))
  if (delivery === undefined) return null
  const { attempts_log: log } = await client.deliveries.get(
    webhookId,
    delivery.id,
    { fields: ['attempts_log'] },
    options,
  )
  const attempt = log.at(-1)
  return attempt === undefined ? null : { deliveryId: delivery.id, attempt }
}
