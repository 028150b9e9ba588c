import { keepPreviousData } from '@tanstack/query-core'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { UserMembership } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { pageField, textField } from '../../ui/view.ts'
import { roleText } from '../members/roles.ts'

const fields = { search: textField, page: pageField }

type Row = UserMembership & { id: string }

const columns = (userId: string): Column<Row>[] => {
  const { workspace, role, since, keys, showKeys } = words.user
  return [
    {
      title: workspace,
      mayBreak: true,
      cell: (row) => <Link href={`/workspaces/${row.id}`}>{visible(row.name)}</Link>,
    },
    { title: role, cell: (row) => roleText(row.role) },
    { title: words.users.status, cell: (row) => <StatusBadge status={row.status} /> },
    { title: since, cell: (row) => <Moment at={row.member_since} /> },
    {
      title: keys,
      mayBreak: true,
      cell: (row) => <Link href={`/workspaces/${row.id}/keys?user=${userId}`}>{showKeys(visible(row.name))}</Link>,
    },
  ]
}

/** The workspaces of a user; the keys with which it acts are in each. */
export function Memberships({ userId }: { userId: string }) {
  const { user: text } = words
  const [view, change] = useView(fields)
  const query = useQuery({
    queryKey: ['users', 'memberships', userId, view],
    queryFn: async ({ signal }) => {
      const asked = { page: view.page, per_page: 25, search: view.search || undefined }
      const { data, meta } = await client.users.listMemberships(userId, asked, { signal })
      return { data: data.map((row): Row => ({ ...row, id: row.workspace_id })), meta }
    },
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <h2>{text.memberships}</h2>
      <FilterBar>
        <SearchField value={view.search} onChange={(search) => change({ search })} />
      </FilterBar>
      <List
        caption={text.memberships}
        query={query}
        columns={columns(userId)}
        onPage={(page) => change({ page })}
        onClearFilters={view.search === '' ? undefined : () => change({ search: '' })}
        empty={{ title: text.nothing, text: text.nothingHelp }}
      />
    </section>
  )
}
