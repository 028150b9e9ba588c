import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input, Lines, linesOf } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { isoOf } from '../../ui/time.ts'

export function CreateOperatorKey({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { keys, access } = words
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState('')
  const [expires, setExpires] = useState('')
  const [made, setMade] = useState<string>()
  if (made !== undefined) return <ShownOnce title={access.createKey} name={keys.key} secret={made} onDone={onDone} />
  const body = {
    name,
    ...(scopes.trim() === '' ? {} : { scopes: linesOf(scopes) }),
    ...(expires === '' ? {} : { expires_at: isoOf(expires) }),
  }
  return (
    <FormDialog
      title={access.createKey}
      submit={access.createKey}
      write={(options) => (client) => client.operatorKeys.create(body, options)}
      content={body}
      onClose={onClose}
      onDone={({ key }) => setMade(key)}
    >
      <Input label={keys.name} value={name} onChange={setName} isRequired />
      <Lines label={keys.scopes} hint={access.scopesHint} value={scopes} onChange={setScopes} isOptional />
      <Input
        label={keys.expires}
        hint={keys.expiresHint}
        type="datetime-local"
        value={expires}
        onChange={setExpires}
        isOptional
      />
    </FormDialog>
  )
}
