import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input, Lines, linesOf } from '../../ui/field.tsx'
import { SecretDialog } from '../../ui/secret-dialog.tsx'
import { ExpiresField } from '../keys/expires-field.tsx'

export function CreateOperatorKey({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { keys, access } = words
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState('')
  const [expires, setExpires] = useState('')
  const body = {
    name,
    ...(scopes.trim() === '' ? {} : { scopes: linesOf(scopes) }),
    ...(expires === '' ? {} : { expires_at: expires }),
  }
  return (
    <SecretDialog
      title={access.createKey}
      submit={access.createKey}
      write={(options) => (client) => client.operatorKeys.create(body, options)}
      content={body}
      name={keys.key}
      secretOf={({ key }) => key}
      onClose={onClose}
      onDone={onDone}
    >
      <Input label={keys.name} name="name" value={name} onChange={setName} isRequired />
      <Lines
        label={keys.scopes}
        name="scopes"
        hint={access.scopesHint}
        value={scopes}
        onChange={setScopes}
        isOptional
      />
      <ExpiresField value={expires} onChange={setExpires} />
    </SecretDialog>
  )
}
