import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { NamespaceFormProps } from './namespace-form.ts'

export function MakeDefault({ namespace, onClose, onDone }: NamespaceFormProps) {
  const { namespaces } = words
  return (
    <FormDialog
      title={namespaces.defaultTitle(visible(namespace.name))}
      submit={namespaces.makeDefault}
      write={(options) => (client) => client.namespaces.setDefault(namespace.id, options)}
      content={namespace.id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{namespaces.defaultText}</p>
    </FormDialog>
  )
}
