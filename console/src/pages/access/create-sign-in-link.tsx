import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { SecretDialog } from '../../ui/secret-dialog.tsx'

export function CreateSignInLink({ onClose }: { onClose: () => void }) {
  const { access } = words
  const [minutes, setMinutes] = useState('15')
  const body = { expires_in_seconds: Number(minutes) * 60 }
  return (
    <SecretDialog
      title={access.createLink}
      submit={access.createLink}
      write={(options) => (client) => client.signInLinks.create(body, options)}
      content={body}
      name={access.link}
      secretOf={({ url }) => url}
      onClose={onClose}
      onDone={onClose}
    >
      <p>{access.linkText}</p>
      <Input label={access.minutes} type="number" min={1} max={60} value={minutes} onChange={setMinutes} isRequired />
    </SecretDialog>
  )
}
