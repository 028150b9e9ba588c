import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { NamespaceFormProps } from './namespace-form.ts'

/** A namespace of the workspace itself. */
export function CreateNamespace({ workspaceId, onClose, onDone }: Omit<NamespaceFormProps, 'namespace'>) {
  const { namespaces } = words
  const [name, setName] = useState('')
  const [slug, setSlug] = useState('')
  const [description, setDescription] = useState('')
  const body = { name, slug: slug || undefined, description: description || undefined }
  return (
    <FormDialog
      title={namespaces.create}
      submit={namespaces.create}
      write={(options) => (client) => client.namespaces.create(body, { ...options, workspaceId })}
      content={body}
      onClose={onClose}
      onDone={onDone}
    >
      <Input label={namespaces.name} name="name" value={name} onChange={setName} isRequired />
      <Input
        label={namespaces.slug}
        name="slug"
        hint={namespaces.slugHint}
        value={slug}
        onChange={setSlug}
        isOptional
      />
      <Input
        label={namespaces.description}
        name="description"
        value={description}
        onChange={setDescription}
        isOptional
      />
    </FormDialog>
  )
}
