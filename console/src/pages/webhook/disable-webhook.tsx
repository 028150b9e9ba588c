import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { nameOf } from '../webhooks/health.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

export function DisableWebhook({ webhook, onClose, onDone }: WebhookFormProps) {
  const { webhook: text } = words
  const { id, workspace_id: workspaceId } = webhook
  return (
    <FormDialog
      title={text.disableTitle(nameOf(webhook))}
      submit={text.disable}
      isDanger
      write={(options) => (client) => client.webhooks.update(id, { is_active: false }, { ...options, workspaceId })}
      content={id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{text.disableText}</p>
    </FormDialog>
  )
}
