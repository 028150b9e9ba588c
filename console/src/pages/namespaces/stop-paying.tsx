import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { NamespaceFormProps } from './namespace-form.ts'

/** Of a namespace that a user owns. */
export function StopPaying({ namespace, onClose, onDone }: NamespaceFormProps) {
  const { namespaces } = words
  return (
    <FormDialog
      title={namespaces.stopPayingTitle(visible(namespace.name))}
      submit={namespaces.stopPaying}
      isDanger
      done={namespaces.stoppedPaying(visible(namespace.name))}
      write={(options) => (client) => client.namespaces.update(namespace.id, { workspace_id: null }, options)}
      content={namespace.id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{namespaces.stopPayingText}</p>
    </FormDialog>
  )
}
