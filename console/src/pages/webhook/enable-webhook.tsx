import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { countText, nameOf } from '../webhooks/health.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

/** Says how many deliveries go out with it. */
export function EnableWebhook({ webhook, onClose, onDone }: WebhookFormProps) {
  const { webhook: text } = words
  const { id, workspace_id: workspaceId, health } = webhook
  return (
    <FormDialog
      title={text.enableTitle(nameOf(webhook))}
      submit={text.enable}
      write={(options) => (client) => client.webhooks.enable(id, { ...options, workspaceId })}
      content={id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{health.held === 0 ? text.enableNone : text.enableHeld(health.held, countText(health.held))}</p>
    </FormDialog>
  )
}
