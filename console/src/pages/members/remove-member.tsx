import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { MemberFormProps } from './member-form.ts'

export function RemoveMember({ member, workspaceId, onClose, onDone }: MemberFormProps) {
  const { members } = words
  return (
    <FormDialog
      title={members.removeTitle(visible(member.name))}
      submit={members.remove}
      isDanger
      done={members.removed(visible(member.name))}
      write={(options) => (client) => client.members.delete(workspaceId, member.user_id, options)}
      content={member.user_id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{members.removeText}</p>
      <p>{visible(member.email)}</p>
    </FormDialog>
  )
}
