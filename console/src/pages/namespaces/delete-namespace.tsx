import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import { isNameTyped, TypedName } from '../../ui/typed-name.tsx'
import type { NamespaceFormProps } from './namespace-form.ts'

export function DeleteNamespace({ namespace, onClose, onDone }: NamespaceFormProps) {
  const { namespaces } = words
  const [typed, setTyped] = useState('')
  return (
    <FormDialog
      title={namespaces.deleteTitle(visible(namespace.name))}
      submit={namespaces.delete}
      isDanger
      done={namespaces.deleted(visible(namespace.name))}
      isReady={isNameTyped(typed, namespace.name)}
      write={(options) => (client) => client.namespaces.delete(namespace.id, options)}
      content={namespace.id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{namespaces.deleteText}</p>
      <TypedName name={namespace.name} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
