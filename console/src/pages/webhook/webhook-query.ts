import { client } from '../../api/client.ts'
import type { Webhook, WebhookHealth } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'

/** A webhook with its health. */
export type ShownWebhook = Webhook & { health: WebhookHealth }

const refreshMs = 10_000

/** The webhook, which is asked for again and again while the page is seen. */
export function useWebhook(workspaceId: string, webhookId: string) {
  return useQuery<ShownWebhook>({
    queryKey: ['webhooks', workspaceId, 'one', webhookId],
    queryFn: ({ signal }) => client.webhooks.get(webhookId, { include: ['health'] }, { signal, workspaceId }),
    refetchInterval: refreshMs,
  })
}

/** The props of every form of a webhook. */
export interface WebhookFormProps {
  webhook: ShownWebhook
  onClose: () => void
  onDone: () => void
}
