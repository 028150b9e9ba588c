import { client } from '../../api/client.ts'
import { words } from '../../messages/index.ts'
import { EditDialog } from '../../ui/edit-dialog.tsx'
import { Lines, linesOf } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { KeyFormProps } from './key-form.ts'

export function NarrowKey({ apiKey, workspaceId, onClose, onDone }: KeyFormProps) {
  const { keys } = words
  return (
    <EditDialog
      title={keys.narrowTitle(visible(apiKey.name))}
      queryKey={['keys', workspaceId, 'one', apiKey.id]}
      load={({ signal }) => client.apiKeys.get(apiKey.id, undefined, { signal, workspaceId })}
      fieldsOf={(key) => ({ scopes: key.scopes.join('\n'), addresses: key.allowed_ips.join('\n') })}
      labels={{ scopes: keys.scopes, addresses: keys.allowedIps }}
      write={({ scopes, addresses }) =>
        (options) =>
        (caller) =>
          caller.apiKeys.update(
            apiKey.id,
            { scopes: linesOf(scopes), allowed_ips: linesOf(addresses) },
            { ...options, workspaceId },
          )
        }
      onClose={onClose}
      onDone={onDone}
    >
      {({ scopes, addresses }, change) => (
        <>
          <p>{keys.narrowText}</p>
          <Lines label={keys.scopes} value={scopes} onChange={(text) => change({ scopes: text })} rows={5} isRequired />
          <Lines
            label={keys.allowedIps}
            hint={keys.allowedIpsHint}
            value={addresses}
            onChange={(text) => change({ addresses: text })}
            isOptional
          />
        </>
      )}
    </EditDialog>
  )
}
