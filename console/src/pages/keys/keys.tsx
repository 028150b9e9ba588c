import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { ApiKey } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { List } from '../../ui/list.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { pageField, textField } from '../../ui/view.ts'
import { isManager } from '../members/roles.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { CreateKey } from './create-key.tsx'
import { keyColumns } from './key-columns.tsx'
import { keySearch } from './key-search.ts'
import { NarrowKey } from './narrow-key.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { RotateKey } from './rotate-key.tsx'
import { useKeyUse } from './use-key-use.ts'
import { useOwnKeys } from './use-own-keys.ts'

const fields = { search: textField, user: textField, page: pageField }
const forms = { rotate: RotateKey, narrow: NarrowKey, revoke: RevokeKey }

/** The API keys of a workspace. */
export function Keys({ workspace }: TabProps) {
  const { keys: text, common } = words
  const workspaceId = workspace.id
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<'create' | { form: keyof typeof forms; key: ApiKey }>()
  const query = useQuery({
    queryKey: ['keys', workspaceId, view],
    queryFn: ({ signal }) =>
      client.apiKeys.list(
        { page: view.page, per_page: 25, search: keySearch(view.search) || undefined, user_id: view.user || undefined },
        { signal, workspaceId },
      ),
    placeholderData: keepPreviousData,
  })
  const mayWrite = allows(session, 'write:api-keys')
  const mayRevoke = allows(session, 'delete:api-keys')
  const own = useOwnKeys(workspaceId, session)
  // Rotating shows the new key, so it is for those whose key it is, and for operators.
  const mayRotate = ({ id }: ApiKey) => mayWrite && (session.isOperator || own.has(id))
  const mayNarrow = ({ id }: ApiKey) => mayWrite && (isManager(session) || own.has(id))
  const mayEnd = ({ id }: ApiKey) => mayRevoke && (isManager(session) || own.has(id))
  const use = useKeyUse(workspaceId)
  const usedColumn: Column<ApiKey>[] =
    use === undefined ? [] : [{ title: text.usedToday, cell: ({ id }) => (use.get(id) ?? 0).toLocaleString(locale) }]
  const close = () => setOpened(undefined)
  const done = () => {
    void reload('keys', workspaceId)
    close()
  }
  const actions = (key: ApiKey) =>
    (mayNarrow(key) || mayEnd(key)) && (
      <Menu label={common.actions(visible(key.name))} face={<Icon name="more" />}>
        {mayRotate(key) && <MenuItem onChoose={() => setOpened({ form: 'rotate', key })}>{text.rotate}</MenuItem>}
        {mayNarrow(key) && <MenuItem onChoose={() => setOpened({ form: 'narrow', key })}>{text.narrow}</MenuItem>}
        {mayEnd(key) && (
          <MenuItem onChoose={() => setOpened({ form: 'revoke', key })} isDanger>
            {text.revoke}
          </MenuItem>
        )}
      </Menu>
    )
  const Form = typeof opened === 'object' ? forms[opened.form] : undefined
  return (
    <>
      <div class="bar">
        <FilterBar>
          <SearchField value={view.search} onChange={(search) => change({ search })} />
          <SearchField label={text.user} value={view.user} onChange={(user) => change({ user: user.trim() })} />
        </FilterBar>
        {mayWrite && (
          <button type="button" class="primary" onClick={() => setOpened('create')}>
            {text.create}
          </button>
        )}
      </div>
      <List
        caption={text.caption}
        query={query}
        columns={[...keyColumns(), ...usedColumn]}
        actions={mayWrite || mayRevoke ? actions : undefined}
        onPage={(page) => change({ page })}
        onClearFilters={view.search + view.user === '' ? undefined : () => change({ search: '', user: '' })}
        empty={{ title: text.nothing, text: text.nothingHelp }}
      />
      {opened === 'create' && <CreateKey workspaceId={workspaceId} onClose={close} onDone={done} />}
      {Form !== undefined && typeof opened === 'object' && (
        <Form apiKey={opened.key} workspaceId={workspaceId} onClose={close} onDone={done} />
      )}
    </>
  )
}
