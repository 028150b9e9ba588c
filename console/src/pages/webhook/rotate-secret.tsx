import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { SecretDialog } from '../../ui/secret-dialog.tsx'
import { nameOf } from '../webhooks/health.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

export function RotateSecret({ webhook, onClose, onDone }: WebhookFormProps) {
  const { webhook: text } = words
  const { id, workspace_id: workspaceId } = webhook
  const [hours, setHours] = useState('24')
  const body = { grace_period_hours: Number(hours) }
  return (
    <SecretDialog
      title={text.rotateTitle(nameOf(webhook))}
      submit={text.rotate}
      write={(options) => (client) => client.webhooks.rotateSecret(id, body, { ...options, workspaceId })}
      content={body}
      name={words.webhooks.secret}
      secretOf={({ secret }) => secret}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{text.rotateText}</p>
      <Input label={text.graceHours} type="number" min={0} max={168} value={hours} onChange={setHours} isRequired />
    </SecretDialog>
  )
}
