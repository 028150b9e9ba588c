import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import { ShownOnce } from '../../ui/shown-once.tsx'
import type { KeyFormProps } from './key-form.ts'

export function RotateKey({ apiKey, workspaceId, onClose, onDone }: KeyFormProps) {
  const { keys } = words
  const [hours, setHours] = useState('24')
  const [made, setMade] = useState<string>()
  const title = keys.rotateTitle(visible(apiKey.name))
  if (made !== undefined) return <ShownOnce title={title} name={keys.key} secret={made} onDone={onDone} />
  const body = { grace_period_hours: Number(hours) }
  return (
    <FormDialog
      title={title}
      submit={keys.rotate}
      write={(options) => (client) => client.apiKeys.rotate(apiKey.id, body, { ...options, workspaceId })}
      content={body}
      onClose={onClose}
      onDone={({ key }) => setMade(key)}
    >
      <p>{keys.rotateText}</p>
      <Input label={keys.graceHours} type="number" min={0} max={168} value={hours} onChange={setHours} isRequired />
    </FormDialog>
  )
}
