import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { User } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Empty } from '../../ui/empty.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { List } from '../../ui/list.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { pageField, textField } from '../../ui/view.ts'
import { CreateUser } from './create-user.tsx'

const fields = { workspace: textField, search: textField, page: pageField }

const columns = (): Column<User>[] => {
  const { name, email, id, status, verified, created } = words.users
  return [
    { title: name, mayBreak: true, cell: (user) => <Link href={`/users/${user.id}`}>{visible(user.name)}</Link> },
    { title: email, mayBreak: true, cell: (user) => visible(user.email) },
    { title: id, cell: (user) => <IdText id={user.id} name={id} /> },
    { title: status, cell: (user) => <StatusBadge status={user.status} /> },
    { title: verified, cell: (user) => <Moment at={user.email_verified_at} /> },
    { title: created, cell: (user) => <Moment at={user.created_at} /> },
  ]
}

/** The users of one workspace: the session's own, or the one that an operator names. */
export function Page() {
  const { users } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [isCreating, setCreating] = useState(false)
  const [made, setMade] = useState<User>()
  const workspaceId = session.workspace_id || view.workspace
  const query = useQuery({
    queryKey: ['users', workspaceId, view],
    queryFn: ({ signal }) =>
      client.users.list({ page: view.page, per_page: 25, search: view.search || undefined }, { signal, workspaceId }),
    placeholderData: keepPreviousData,
    enabled: workspaceId !== '',
  })
  return (
    <>
      <PageHead title={users.title}>
        {session.isOperator && allows(session, 'write:users') && (
          <button type="button" class="primary" onClick={() => setCreating(true)}>
            {users.create}
          </button>
        )}
      </PageHead>
      {made !== undefined && (
        <p class="notice" role="status">
          {users.createdUser(visible(made.name))} <IdText id={made.id} name={users.id} />{' '}
          {allows(session, 'write:workspaces') && (
            <Link href={`/workspaces?owner=${made.id}`}>{users.createWorkspace}</Link>
          )}
        </p>
      )}
      <FilterBar>
        {session.isOperator && (
          <SearchField
            label={users.workspace}
            value={view.workspace}
            onChange={(workspace) => change({ workspace: workspace.trim() })}
          />
        )}
        <SearchField value={view.search} onChange={(search) => change({ search })} />
      </FilterBar>
      {workspaceId === '' ? (
        <Empty title={users.choose} text={users.chooseHelp} />
      ) : (
        <List
          caption={users.caption}
          query={query}
          columns={columns()}
          onPage={(page) => change({ page })}
          onClearFilters={view.search === '' ? undefined : () => change({ search: '' })}
          empty={{ title: users.nothing, text: users.nothingHelp }}
        />
      )}
      {isCreating && (
        <CreateUser
          onClose={() => setCreating(false)}
          onDone={(user) => {
            setCreating(false)
            setMade(user)
            void reload('users')
          }}
        />
      )}
    </>
  )
}
