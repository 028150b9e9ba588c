import { client } from '../../api/client.ts'
import { words } from '../../messages/index.ts'
import { EditDialog } from '../../ui/edit-dialog.tsx'
import { changedFields } from '../../ui/versions.ts'
import { nameOf } from '../webhooks/health.tsx'
import { bodyOf, fieldsOf } from '../webhooks/webhook-form.ts'
import { WebhookInputs, webhookLabels } from '../webhooks/webhook-inputs.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

export function EditWebhook({ webhook, onClose, onDone }: WebhookFormProps) {
  const { id, workspace_id: workspaceId, kind } = webhook
  return (
    <EditDialog
      title={words.webhook.editTitle(nameOf(webhook))}
      queryKey={['webhooks', workspaceId, 'form', id]}
      load={({ signal }) => client.webhooks.get(id, undefined, { signal, workspaceId })}
      fieldsOf={fieldsOf}
      labels={webhookLabels()}
      write={(fields, before) => (options) => (caller) =>
        caller.webhooks.update(id, bodyOf(changedFields(fields, before)), { ...options, workspaceId })
      }
      onClose={onClose}
      onDone={onDone}
    >
      {(fields, change) => <WebhookInputs fields={fields} change={change} isPolled={kind === 'poll'} />}
    </EditDialog>
  )
}
