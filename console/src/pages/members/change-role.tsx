import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { MemberFormProps } from './member-form.ts'
import { RoleField } from './role-field.tsx'
import type { Role } from './roles.ts'

export function ChangeRole({ member, workspaceId, onClose, onDone }: MemberFormProps) {
  const { members, common } = words
  const [role, setRole] = useState(member.role as Role)
  return (
    <FormDialog
      title={members.changeTitle(visible(member.name))}
      submit={common.save}
      write={(options) => (client) => client.members.update(workspaceId, member.user_id, { role }, options)}
      content={[member.user_id, role]}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{members.changeText}</p>
      <RoleField value={role} onChange={setRole} />
    </FormDialog>
  )
}
