import { useState } from 'preact/hooks'
import type { User } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'

export function CreateUser({ onClose, onDone }: { onClose: () => void; onDone: (user: User) => void }) {
  const { users } = words
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const body = { name, email }
  return (
    <FormDialog
      title={users.create}
      submit={users.create}
      write={(options) => (client) => client.users.create(body, options)}
      content={body}
      onClose={onClose}
      onDone={onDone}
    >
      <Input label={users.name} name="name" value={name} onChange={setName} isRequired />
      <Input label={users.email} name="email" type="email" value={email} onChange={setEmail} isRequired />
    </FormDialog>
  )
}
