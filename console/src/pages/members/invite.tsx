import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { SecretDialog } from '../../ui/secret-dialog.tsx'
import type { MemberFormProps } from './member-form.ts'
import { RoleField } from './role-field.tsx'
import type { Role } from './roles.ts'

export function Invite({ workspaceId, onClose, onDone }: Omit<MemberFormProps, 'member'>) {
  const { members } = words
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('member')
  const body = { email, role }
  return (
    <SecretDialog
      title={members.inviteTitle}
      submit={members.invite}
      write={(options) => (client) => client.invitations.create(workspaceId, body, options)}
      content={body}
      name={members.token}
      secretOf={({ token }) => token}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{members.inviteText}</p>
      <Input label={members.email} name="email" type="email" value={email} onChange={setEmail} isRequired />
      <RoleField value={role} onChange={setRole} />
    </SecretDialog>
  )
}
