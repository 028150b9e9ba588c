import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import type { User, UserUpdate } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { EditDialog } from '../../ui/edit-dialog.tsx'
import { Input, Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { changedFields } from '../../ui/versions.ts'

const fieldsOf = ({ name, email, email_verified_at }: User) => ({
  name,
  email,
  verified: email_verified_at === null ? 'no' : 'yes',
})
type Fields = ReturnType<typeof fieldsOf>

function changeOf(fields: Fields, before: Fields): UserUpdate {
  const { verified, ...named } = changedFields(fields, before)
  // A new address is not verified, unless the form says that it is.
  const isSaid = verified !== undefined || (named.email !== undefined && fields.verified === 'yes')
  return { ...named, ...(isSaid ? { email_verified: fields.verified === 'yes' } : {}) }
}

/** A user's own new address waits until it is verified; an operator's holds at once. */
export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { user: text, users } = words
  const { isOperator } = useSigned()
  const labels = { name: users.name, email: users.email, verified: users.verified }
  return (
    <EditDialog
      title={text.changeTitle(visible(user.name))}
      queryKey={['users', 'fresh', user.id]}
      load={({ signal }) => client.users.get(user.id, undefined, { signal })}
      fieldsOf={fieldsOf}
      labels={labels}
      write={(fields, before) => (options) => (caller) =>
        caller.users.update(user.id, changeOf(fields, before), options)
      }
      onClose={onClose}
      onDone={() => {
        void reload('users')
        onClose()
      }}
    >
      {(fields, change) => (
        <>
          <Input label={labels.name} name="name" value={fields.name} onChange={(name) => change({ name })} isRequired />
          <Input
            label={labels.email}
            name="email"
            type="email"
            hint={isOperator ? undefined : text.pendingHint}
            value={fields.email}
            onChange={(email) => change(isOperator ? { email, verified: 'no' } : { email })}
            isRequired
          />
          {isOperator && (
            <Select
              label={labels.verified}
              hint={text.verifiedHint}
              value={fields.verified}
              options={(['yes', 'no'] as const).map((value) => ({ value, label: text.isVerified[value] }))}
              onChange={(verified) => change({ verified })}
            />
          )}
        </>
      )}
    </EditDialog>
  )
}
