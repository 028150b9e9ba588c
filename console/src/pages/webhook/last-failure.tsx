import { client } from '../../api/client.ts'
import type { DeliveryAttempt } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'
import { timesIn, timeText } from '../../ui/time.ts'
import type { ShownWebhook } from './webhook-query.ts'

const refreshMs = 10_000

/** Why the webhook fails: what the last attempt of its newest failed delivery met. Nothing where there is none. */
export function LastFailure({ webhook: { id, workspace_id: workspaceId } }: { webhook: ShownWebhook }) {
  const { data } = useQuery<DeliveryAttempt | null>({
    queryKey: ['webhooks', workspaceId, 'last-failure', id],
    queryFn: ({ signal }) => loadLastFailure(id, { signal, workspaceId }),
    refetchInterval: refreshMs,
  })
  if (data == null || data.started_at === null) return null
  return (
    <p>
      {words.webhook.cause(timeText(data.started_at, timesIn), outcomeText(data))}
      {data.outcome !== 'http' && data.error !== null && <span class="small muted"> {visible(data.error)}</span>}
    </p>
  )
}

async function loadLastFailure(
  webhookId: string,
  options: { signal: AbortSignal; workspaceId: string },
): Promise<DeliveryAttempt | null> {
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
  return log.at(-1) ?? null
}

function outcomeText({ outcome, status_code: status }: DeliveryAttempt): string {
  const { outcomes } = words.webhook
  if (outcome === 'http' || outcome === 'ok') return outcomes.http(String(status ?? ''))
  return outcome in outcomes ? outcomes[outcome as Exclude<keyof typeof outcomes, 'http'>] : visible(outcome)
}
