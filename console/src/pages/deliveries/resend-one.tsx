import { reload } from '../../api/query-cache.ts'
import type { DeliverySummary } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'

type Resent = Pick<
  DeliverySummary,
  'id' | 'workspace_id' | 'webhook_id' | 'event_id' | 'event_type' | 'status' | 'created_at'
>

interface ResendOneProps {
  delivery: Resent
  onClose: () => void
  onDone?: () => void
}

/** Sends one delivery again: at once, or in a replay of this one alone where it succeeded, which a retry refuses. */
export function ResendOne({ delivery, onClose, onDone }: ResendOneProps) {
  const { deliveries: text } = words
  const { id, workspace_id: workspaceId, webhook_id, event_id, event_type, status, created_at: since } = delivery
  const again = { since, webhook_id, event_id, status: 'success' } as const
  return (
    <FormDialog
      title={text.resendTitle(visible(event_type), id)}
      submit={text.resend}
      write={(options) =>
        (client): Promise<unknown> => {
          const call = { workspaceId, ...options }
          return status === 'success'
            ? client.deliveries.retryMany(again, call)
            : client.deliveries.retry(webhook_id, id, call)
        }}
      content={[id, status]}
      onClose={onClose}
      onDone={() => {
        onDone?.()
        void reload('deliveries')
        onClose()
      }}
    >
      <p>{status === 'success' ? text.resendDelivered : status === 'held' ? text.resendHeld : text.resendText}</p>
    </FormDialog>
  )
}
