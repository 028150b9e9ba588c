import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import type { Namespace } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { List } from '../../ui/list.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { visible } from '../../ui/outside-text.ts'
import { useView } from '../../ui/use-view.ts'
import { pageField, textField } from '../../ui/view.ts'
import { mayManage } from '../members/roles.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { ChangeNamespace } from './change-namespace.tsx'
import { namespaceColumns } from './columns.tsx'
import { CreateNamespace } from './create-namespace.tsx'
import { DeleteNamespace } from './delete-namespace.tsx'
import { MakeDefault } from './make-default.tsx'
import { StopPaying } from './stop-paying.tsx'

const fields = { search: textField, page: pageField }
const forms = { change: ChangeNamespace, makeDefault: MakeDefault, stopPaying: StopPaying, delete: DeleteNamespace }
type FormName = keyof typeof forms

/** Namespaces for which the workspace pays: its own, and those of users. */
export function Page({ workspace }: TabProps) {
  const { namespaces: text, common } = words
  const workspaceId = workspace.id
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<'create' | { form: FormName; namespace: Namespace }>()
  const query = useQuery({
    queryKey: ['namespaces', workspaceId, view],
    queryFn: ({ signal }) =>
      client.namespaces.list(
        { workspace_id: workspaceId, page: view.page, per_page: 25, search: view.search || undefined },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  const mayWrite = mayManage(session, 'write:namespaces')
  const mayDelete = mayManage(session, 'delete:namespaces')
  const close = () => setOpened(undefined)
  const done = () => {
    void reload('namespaces', workspaceId)
    close()
  }
  const formsOf = ({ owner_type, is_default }: Namespace): FormName[] => {
    // The namespace of a user is changed by that user alone.
    if (owner_type === 'User') return mayWrite ? ['stopPaying'] : []
    const writes: FormName[] = is_default ? ['change'] : ['change', 'makeDefault']
    return [...(mayWrite ? writes : []), ...(mayDelete ? (['delete'] as const) : [])]
  }
  const actions = (namespace: Namespace) => {
    const offered = formsOf(namespace)
    return offered.length === 0 ? null : (
      <Menu label={common.actions(visible(namespace.name))} face={<Icon name="more" />}>
        {offered.map((form) => (
          <MenuItem key={form} isDanger={form === 'delete'} onChoose={() => setOpened({ form, namespace })}>
            {text[form]}
          </MenuItem>
        ))}
      </Menu>
    )
  }
  const Form = typeof opened === 'object' ? forms[opened.form] : undefined
  return (
    <>
      <p class="muted">{text.text}</p>
      <div class="bar">
        <FilterBar>
          <SearchField value={view.search} onChange={(search) => change({ search })} />
        </FilterBar>
        {mayWrite && (
          <button type="button" class="primary" onClick={() => setOpened('create')}>
            {text.create}
          </button>
        )}
      </div>
      <List
        caption={text.title}
        query={query}
        columns={namespaceColumns()}
        actions={mayWrite || mayDelete ? actions : undefined}
        onPage={(page) => change({ page })}
        onClearFilters={view.search === '' ? undefined : () => change({ search: '' })}
        empty={{ title: text.nothing, text: text.text }}
      />
      {opened === 'create' && <CreateNamespace workspaceId={workspaceId} onClose={close} onDone={done} />}
      {Form !== undefined && typeof opened === 'object' && (
        <Form namespace={opened.namespace} workspaceId={workspaceId} onClose={close} onDone={done} />
      )}
    </>
  )
}
