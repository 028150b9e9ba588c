import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { MemberFormProps } from './member-form.ts'
import { RoleField } from './role-field.tsx'
import type { Role } from './roles.ts'
import { UserField } from './user-field.tsx'

/** For operators: others invite. */
export function AddMember({ workspaceId, onClose, onDone }: Omit<MemberFormProps, 'member'>) {
  const { members } = words
  const [user, setUser] = useState('')
  const [role, setRole] = useState<Role>('member')
  const body = { user_id: user.trim(), role }
  return (
    <FormDialog
      title={members.add}
      submit={members.add}
      write={(options) => (client) => client.members.create(workspaceId, body, options)}
      content={body}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{members.addText}</p>
      <UserField value={user} onChange={setUser} />
      <RoleField value={role} onChange={setRole} />
    </FormDialog>
  )
}
