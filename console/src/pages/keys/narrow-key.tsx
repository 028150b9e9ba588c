import { client } from '../../api/client.ts'
import { words } from '../../messages/index.ts'
import { EditDialog } from '../../ui/edit-dialog.tsx'
import { Lines, linesOf } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { KeyFormProps } from './key-form.ts'
import { type Widening, wideningOf } from './widening.ts'

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
      {({ scopes, addresses }, change, before) => (
        <>
          <p>{keys.narrowText}</p>
          <Lines
            label={keys.scopes}
            name="scopes"
            value={scopes}
            onChange={(text) => change({ scopes: text })}
            rows={5}
            isRequired
          />
          <Lines
            label={keys.allowedIps}
            name="allowed_ips"
            hint={keys.allowedIpsHint}
            value={addresses}
            onChange={(text) => change({ addresses: text })}
            isOptional
          />
          <Widened by={wideningOf(boundsOf(before), boundsOf({ scopes, addresses }))} />
        </>
      )}
    </EditDialog>
  )
}

const boundsOf = ({ scopes, addresses }: { scopes: string; addresses: string }) => ({
  scopes: linesOf(scopes),
  addresses: linesOf(addresses),
})

/** Says what the key may do from now on; the form is sent only with the tick. */
function Widened({ by }: { by: Widening | undefined }) {
  const { keys } = words
  if (by === undefined) return null
  const { scopes, addresses } = by
  const lines = [
    ...(scopes.length === 0 ? [] : [keys.widerScopes(visible(scopes.join(', ')))]),
    ...(addresses === 'every'
      ? [keys.everyAddress]
      : addresses.length === 0
        ? []
        : [keys.widerAddresses(visible(addresses.join(', ')))]),
  ]
  return (
    <div class="notice">
      <div role="status">
        <strong>{keys.wider}</strong>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      {/* Of another widening, the tick is another one. */}
      <label key={lines.join('\n')} class="tick">
        <input type="checkbox" required />
        {keys.isWider}
      </label>
    </div>
  )
}
