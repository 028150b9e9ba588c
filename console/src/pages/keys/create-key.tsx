import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Input, Lines, linesOf } from '../../ui/field.tsx'
import { SecretDialog } from '../../ui/secret-dialog.tsx'
import { ExpiresField } from './expires-field.tsx'
import { MemberField } from './member-field.tsx'

interface CreateKeyProps {
  workspaceId: string
  onClose: () => void
  onDone: () => void
}

export function CreateKey({ workspaceId, onClose, onDone }: CreateKeyProps) {
  const { keys } = words
  const { isOperator } = useSigned()
  const [name, setName] = useState('')
  const [user, setUser] = useState('')
  const [scopes, setScopes] = useState('')
  const [addresses, setAddresses] = useState('')
  const [expires, setExpires] = useState('')
  const body = {
    name,
    ...(isOperator ? { user_id: user } : {}),
    ...(scopes.trim() === '' ? {} : { scopes: linesOf(scopes) }),
    ...(addresses.trim() === '' ? {} : { allowed_ips: linesOf(addresses) }),
    ...(expires === '' ? {} : { expires_at: expires }),
  }
  return (
    <SecretDialog
      title={keys.create}
      submit={keys.create}
      write={(options) => (client) => client.apiKeys.create(body, { ...options, workspaceId })}
      content={body}
      name={keys.key}
      secretOf={({ key }) => key}
      onClose={onClose}
      onDone={onDone}
    >
      <Input label={keys.name} name="name" value={name} onChange={setName} isRequired />
      {isOperator && <MemberField workspaceId={workspaceId} value={user} onChange={setUser} />}
      <Lines label={keys.scopes} name="scopes" hint={keys.scopesHint} value={scopes} onChange={setScopes} isOptional />
      <Lines
        label={keys.allowedIps}
        name="allowed_ips"
        hint={keys.allowedIpsHint}
        value={addresses}
        onChange={setAddresses}
        isOptional
      />
      <ExpiresField value={expires} onChange={setExpires} />
    </SecretDialog>
  )
}
