import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import type { Workspace } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { EditDialog } from '../../ui/edit-dialog.tsx'
import { Input, Lines, Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { isOwner } from '../members/roles.ts'
import { changeOf, fieldsOf } from './workspace-fields.ts'

export function ChangeSettings({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { settings: text, workspaces } = words
  const session = useSigned()
  const { id } = workspace
  const labels = {
    name: workspaces.name,
    slug: workspaces.slug,
    timezone: text.timezone,
    locale: text.locale,
    foreignKeys: text.foreignKeys,
    tags: text.tags,
    metadata: text.metadata,
  }
  return (
    <EditDialog
      title={text.changeTitle(visible(workspace.name))}
      queryKey={['workspaces', 'fresh', id]}
      load={({ signal }) => client.workspaces.get(id, { include: ['tags', 'metadata'] }, { signal, workspaceId: id })}
      fieldsOf={fieldsOf}
      labels={labels}
      write={(fields, before) => (options) => (caller) =>
        caller.workspaces.update(id, changeOf(fields, before), options)
      }
      onClose={onClose}
      onDone={() => {
        void reload('workspaces')
        onClose()
      }}
    >
      {(fields, change) => (
        <>
          <Input label={labels.name} name="name" value={fields.name} onChange={(name) => change({ name })} isRequired />
          <Input
            label={labels.slug}
            name="slug"
            hint={fields.slug === workspace.slug ? undefined : text.slugText}
            value={fields.slug}
            onChange={(slug) => change({ slug })}
            isRequired
          />
          <Input
            label={labels.timezone}
            hint={text.timezoneHint}
            value={fields.timezone}
            onChange={(timezone) => change({ timezone })}
            isOptional
          />
          <Input
            label={labels.locale}
            hint={text.localeHint}
            value={fields.locale}
            onChange={(locale) => change({ locale })}
            isOptional
          />
          {isOwner(session) && (
            <Select
              label={labels.foreignKeys}
              hint={text.foreignKeysHint}
              value={fields.foreignKeys}
              options={Object.entries(text.foreignKeysOptions).map(([value, label]) => ({ value, label }))}
              onChange={(foreignKeys) => change({ foreignKeys })}
            />
          )}
          <Lines
            label={labels.tags}
            name="tags"
            hint={text.tagsHint}
            value={fields.tags}
            onChange={(tags) => change({ tags })}
            isOptional
          />
          <Lines
            label={labels.metadata}
            name="metadata"
            hint={text.metadataHint}
            value={fields.metadata}
            onChange={(metadata) => change({ metadata })}
            isOptional
          />
        </>
      )}
    </EditDialog>
  )
}
