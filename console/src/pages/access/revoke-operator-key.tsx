import type { OperatorKey } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'

interface RevokeProps {
  operatorKey: OperatorKey
  onClose: () => void
  onDone: () => void
}

export function RevokeOperatorKey({ operatorKey, onClose, onDone }: RevokeProps) {
  const { keys, access } = words
  return (
    <FormDialog
      title={access.revokeTitle(visible(operatorKey.name))}
      submit={keys.revoke}
      isDanger
      done={access.revoked(visible(operatorKey.name))}
      write={(options) => (client) => client.operatorKeys.revoke(operatorKey.id, options)}
      content={operatorKey.id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{access.revokeText}</p>
      <p>
        <code>{operatorKey.prefix}…</code> · {keys.lastUsed}: <Moment at={operatorKey.last_used_at} />
      </p>
    </FormDialog>
  )
}
