import { reload } from '../../api/query-cache.ts'
import type { User } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'

/** Suspends an active user, reactivates a suspended one. */
export function ChangeUserStatus({ user, onClose }: { user: User; onClose: () => void }) {
  const { user: text } = words
  const verb = user.status === 'active' ? 'suspend' : 'reactivate'
  return (
    <FormDialog
      title={text[`${verb}Title`](visible(user.name))}
      submit={text[verb]}
      isDanger={verb === 'suspend'}
      write={(options) => (client) => client.users[verb](user.id, options)}
      content={[verb, user.id]}
      onClose={onClose}
      onDone={() => {
        void reload('users')
        onClose()
      }}
    >
      <p>{text[`${verb}Text`]}</p>
    </FormDialog>
  )
}
