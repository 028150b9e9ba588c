import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { responseOf } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Lines, linesOf } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { KeyFormProps } from './key-form.ts'

/** Begins with the key as it is now, and changes no other version of it. */
export function NarrowKey(props: KeyFormProps) {
  const { apiKey, workspaceId, onClose } = props
  const { data, error } = useQuery({
    queryKey: ['keys', workspaceId, 'one', apiKey.id],
    queryFn: async ({ signal }) => {
      const key = await client.apiKeys.get(apiKey.id, undefined, { signal, workspaceId })
      return { key, etag: responseOf(key)?.etag }
    },
    staleTime: 0,
    gcTime: 0,
  })
  const title = words.keys.narrowTitle(visible(apiKey.name))
  if (data !== undefined) return <Form {...props} title={title} apiKey={data.key} etag={data.etag} />
  return (
    <Dialog title={title} onClose={onClose}>
      {error === null ? <Loading /> : <Failure error={error} />}
    </Dialog>
  )
}

interface FormProps extends KeyFormProps {
  title: string
  etag: string | undefined
}

function Form({ title, apiKey, etag, workspaceId, onClose, onDone }: FormProps) {
  const { keys, common } = words
  const [scopes, setScopes] = useState(apiKey.scopes.join('\n'))
  const [addresses, setAddresses] = useState(apiKey.allowed_ips.join('\n'))
  const body = { scopes: linesOf(scopes), allowed_ips: linesOf(addresses) }
  return (
    <FormDialog
      title={title}
      submit={common.save}
      write={(options) => (caller) =>
        caller.apiKeys.update(apiKey.id, body, { ...options, workspaceId, ifMatch: etag })
      }
      content={[body, etag]}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{keys.narrowText}</p>
      <Lines label={keys.scopes} value={scopes} onChange={setScopes} rows={5} isRequired />
      <Lines label={keys.allowedIps} hint={keys.allowedIpsHint} value={addresses} onChange={setAddresses} isOptional />
    </FormDialog>
  )
}
