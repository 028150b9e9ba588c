import { locale, words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { KeyFormProps } from './key-form.ts'
import { useKeyUse } from './use-key-use.ts'

export function RevokeKey({ apiKey, workspaceId, onClose, onDone }: KeyFormProps) {
  const { keys } = words
  const use = useKeyUse(workspaceId)
  return (
    <FormDialog
      title={keys.revokeTitle(visible(apiKey.name))}
      submit={keys.revoke}
      isDanger
      done={keys.revoked(visible(apiKey.name))}
      write={(options) => (client) => client.apiKeys.revoke(apiKey.id, { ...options, workspaceId })}
      content={apiKey.id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{keys.revokeText}</p>
      <p>
        <code>{apiKey.prefix}…</code> · {keys.lastUsed}: <Moment at={apiKey.last_used_at} />
        {use !== undefined && ` · ${keys.usedToday}: ${(use.get(apiKey.id) ?? 0).toLocaleString(locale)}`}
      </p>
    </FormDialog>
  )
}
