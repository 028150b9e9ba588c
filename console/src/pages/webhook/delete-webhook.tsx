import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { reload } from '../../api/query-cache.ts'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isNameTyped, TypedName } from '../../ui/typed-name.tsx'
import { nameOf } from '../webhooks/health.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

/** Asks to type what the webhook is called. */
export function DeleteWebhook({ webhook, onClose }: WebhookFormProps) {
  const { webhook: text } = words
  const { id, workspace_id: workspaceId } = webhook
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const name = nameOf(webhook)
  return (
    <FormDialog
      title={text.removeTitle(name)}
      submit={text.remove}
      isDanger
      done={text.removed(name)}
      isReady={isNameTyped(typed, name)}
      write={(options) => (client) => client.webhooks.delete(id, { ...options, workspaceId })}
      content={id}
      onClose={onClose}
      onDone={() => {
        navigate(`/workspaces/${workspaceId}/webhooks`)
        void reload('webhooks', workspaceId, 'list')
      }}
    >
      <p>{text.removeText}</p>
      <TypedName name={name} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
