import { useRef, useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { choicesOf, Select } from '../../ui/field.tsx'
import { SecretDialog } from '../../ui/secret-dialog.tsx'
import { changedFields } from '../../ui/versions.ts'
import { bodyOf, emptyFields } from './webhook-form.ts'
import { WebhookInputs } from './webhook-inputs.tsx'

interface CreateWebhookProps {
  workspaceId: string
  onClose: () => void
  onDone: (id: string) => void
}

export function CreateWebhook({ workspaceId, onClose, onDone }: CreateWebhookProps) {
  const { webhooks: text } = words
  const [kind, setKind] = useState<'push' | 'poll'>('push')
  const [fields, setFields] = useState(emptyFields)
  const created = useRef('')
  const { url, headers, schedule, rate, ...polled } = fields
  const given = changedFields<Partial<typeof fields>>(kind === 'poll' ? polled : fields, emptyFields)
  const body = { ...bodyOf(given), events: fields.events, kind: kind === 'poll' ? kind : undefined }
  return (
    <SecretDialog
      title={text.create}
      submit={text.create}
      write={(options) => (client) => client.webhooks.create(body, { ...options, workspaceId })}
      content={body}
      name={text.secret}
      secretOf={({ id, secret }) => {
        created.current = id
        return secret
      }}
      onClose={onClose}
      onDone={() => onDone(created.current)}
    >
      <Select
        label={text.kind}
        value={kind}
        options={choicesOf(text.kinds)}
        onChange={(value) => setKind(value === 'poll' ? 'poll' : 'push')}
      />
      <WebhookInputs
        fields={fields}
        change={(changes) => setFields((now) => ({ ...now, ...changes }))}
        isPolled={kind === 'poll'}
      />
    </SecretDialog>
  )
}
