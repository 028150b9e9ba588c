import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import type { Member } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { choicesOrAll, Select } from '../../ui/field.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { List } from '../../ui/list.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { choiceField, pageField } from '../../ui/view.ts'
import { AddMember } from './add-member.tsx'
import { ChangeRole } from './change-role.tsx'
import { RemoveMember } from './remove-member.tsx'
import { mayManage, roleOptions, roles, roleText } from './roles.ts'

const fields = { role: choiceField(['', ...roles], ''), page: pageField }
const forms = { change: ChangeRole, remove: RemoveMember }

type Row = Member & { id: string }

const columns = (): Column<Row>[] => {
  const { name, email, role, since } = words.members
  return [
    {
      title: name,
      mayBreak: true,
      cell: (row) => <Link href={`/users/${row.user_id}`}>{visible(row.name) || row.user_id}</Link>,
    },
    { title: email, mayBreak: true, cell: (row) => visible(row.email) },
    { title: role, cell: (row) => roleText(row.role) },
    { title: since, cell: (row) => <Moment at={row.created_at} /> },
  ]
}

export function Members({ workspaceId }: { workspaceId: string }) {
  const { members: text, common } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<'add' | { form: keyof typeof forms; member: Member }>()
  const query = useQuery({
    queryKey: ['members', workspaceId, view],
    queryFn: async ({ signal }) => {
      const asked = { page: view.page, per_page: 25, role: view.role || undefined }
      const { data, meta } = await client.members.list(workspaceId, asked, { signal, workspaceId })
      return { data: data.map((member): Row => ({ ...member, id: member.user_id })), meta }
    },
    placeholderData: keepPreviousData,
  })
  const mayChange = mayManage(session, 'write:workspaces')
  const mayRemove = mayManage(session, 'delete:workspaces')
  const close = () => setOpened(undefined)
  const done = () => {
    void reload('members', workspaceId)
    // The overview names the owner.
    void reload('workspaces')
    close()
  }
  const actions = (member: Row) => (
    <Menu label={common.actions(visible(member.name))} face={<Icon name="more" />}>
      {mayChange && <MenuItem onChoose={() => setOpened({ form: 'change', member })}>{text.change}</MenuItem>}
      {mayRemove && (
        <MenuItem onChoose={() => setOpened({ form: 'remove', member })} isDanger>
          {text.remove}
        </MenuItem>
      )}
    </Menu>
  )
  const Form = typeof opened === 'object' ? forms[opened.form] : undefined
  return (
    <section>
      <div class="bar">
        <FilterBar>
          <Select
            label={text.role}
            value={view.role}
            options={choicesOrAll(roleOptions())}
            onChange={(role) => change({ role: role as typeof view.role })}
          />
        </FilterBar>
        {session.isOperator && mayChange && (
          <button type="button" onClick={() => setOpened('add')}>
            {text.add}
          </button>
        )}
      </div>
      <List
        caption={text.title}
        query={query}
        columns={columns()}
        actions={mayChange || mayRemove ? actions : undefined}
        onPage={(page) => change({ page })}
        onClearFilters={view.role === '' ? undefined : () => change({ role: '' })}
        empty={{ title: text.nothing, text: text.nothingHelp }}
      />
      {opened === 'add' && <AddMember workspaceId={workspaceId} onClose={close} onDone={done} />}
      {Form !== undefined && typeof opened === 'object' && (
        <Form member={opened.member} workspaceId={workspaceId} onClose={close} onDone={done} />
      )}
    </section>
  )
}
