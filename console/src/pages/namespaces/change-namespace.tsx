import { client } from '../../api/client.ts'
import type { NamespaceDetail } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { EditDialog } from '../../ui/edit-dialog.tsx'
import { Input, Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { NamespaceFormProps } from './namespace-form.ts'

const fieldsOf = ({ name, slug, description, is_active }: NamespaceDetail) => ({
  name,
  slug,
  description: description ?? '',
  state: is_active ? 'active' : 'inactive',
})

export function ChangeNamespace({ namespace: { id, name }, workspaceId, onClose, onDone }: NamespaceFormProps) {
  const { namespaces } = words
  const labels = {
    name: namespaces.name,
    slug: namespaces.slug,
    description: namespaces.description,
    state: namespaces.state,
  }
  return (
    <EditDialog
      title={namespaces.changeTitle(visible(name))}
      queryKey={['namespaces', workspaceId, 'one', id]}
      load={({ signal }) => client.namespaces.get(id, undefined, { signal })}
      fieldsOf={fieldsOf}
      labels={labels}
      write={({ name, slug, description, state }) => {
        const body = { name, slug, description: description || null, is_active: state === 'active' }
        return (options) => (caller) => caller.namespaces.update(id, body, options)
      }}
      onClose={onClose}
      onDone={onDone}
    >
      {(fields, change) => (
        <>
          <Input label={labels.name} name="name" value={fields.name} onChange={(name) => change({ name })} isRequired />
          <Input label={labels.slug} name="slug" value={fields.slug} onChange={(slug) => change({ slug })} isRequired />
          <Input
            label={labels.description}
            name="description"
            value={fields.description}
            onChange={(description) => change({ description })}
            isOptional
          />
          <Select
            label={labels.state}
            hint={namespaces.activeHint}
            value={fields.state}
            onChange={(state) => change({ state })}
            options={(['active', 'inactive'] as const).map((value) => ({ value, label: namespaces[value] }))}
          />
        </>
      )}
    </EditDialog>
  )
}
