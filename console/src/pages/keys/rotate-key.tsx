import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { SecretDialog } from '../../ui/secret-dialog.tsx'
import type { KeyFormProps } from './key-form.ts'

export function RotateKey({ apiKey, workspaceId, onClose, onDone }: KeyFormProps) {
  const { keys } = words
  const [hours, setHours] = useState('24')
  const title = keys.rotateTitle(visible(apiKey.name))
  const body = { grace_period_hours: Number(hours) }
  return (
    <SecretDialog
      title={title}
      submit={keys.rotate}
      write={(options) => (client) => client.apiKeys.rotate(apiKey.id, body, { ...options, workspaceId })}
      content={body}
      name={keys.key}
      secretOf={({ key }) => key}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{keys.rotateText}</p>
      <Input label={keys.graceHours} type="number" min={0} max={168} value={hours} onChange={setHours} isRequired />
    </SecretDialog>
  )
}
