import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'

export function CreateSignInLink({ onClose }: { onClose: () => void }) {
  const { access } = words
  const [minutes, setMinutes] = useState('15')
  const [made, setMade] = useState<string>()
  if (made !== undefined)
    return <ShownOnce title={access.createLink} name={access.link} secret={made} onDone={onClose} />
  const body = { expires_in_seconds: Number(minutes) * 60 }
  return (
    <FormDialog
      title={access.createLink}
      submit={access.createLink}
      write={(options) => (client) => client.signInLinks.create(body, options)}
      content={body}
      onClose={onClose}
      onDone={({ url }) => setMade(url)}
    >
      <p>{access.linkText}</p>
      <Input label={access.minutes} type="number" min={1} max={60} value={minutes} onChange={setMinutes} isRequired />
    </FormDialog>
  )
}
