import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { Link, Redirect, useLocation } from 'wouter-preact'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { WorkspaceSummary } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { List } from '../../ui/list.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table.tsx'
import { tierText } from '../../ui/tiers.ts'
import { useView } from '../../ui/use-view.ts'
import { isFiltered, noFilters } from '../../ui/view.ts'
import { CreateWorkspace } from './create-workspace.tsx'
import { Filters } from './filters.tsx'
import { fields, filters } from './view.ts'

const columns = (): Column<WorkspaceSummary>[] => {
  const { name, slug, tier, status, owner, created } = words.workspaces
  return [
    { title: name, mayBreak: true, cell: (row) => <Link href={`/workspaces/${row.id}`}>{visible(row.name)}</Link> },
    { title: slug, mayBreak: true, cell: (row) => <code>{row.slug}</code> },
    { title: tier, cell: (row) => <span class="whole">{tierText(row.tier)}</span> },
    { title: status, cell: (row) => <StatusBadge status={row.status} /> },
    {
      title: owner,
      mayBreak: true,
      cell: (row) => visible(row.owner?.email ?? '') || <span class="muted">{words.common.none}</span>,
    },
    { title: created, cell: (row) => <Moment at={row.created_at} /> },
  ]
}

export function Page() {
  const session = useSigned()
  const { workspace_id: own } = session
  // A key that may not read the list has one workspace alone.
  if (own !== null && !allows(session, 'read:workspaces')) return <Redirect to={`/workspaces/${own}`} replace />
  return <Workspaces />
}

function Workspaces() {
  const session = useSigned()
  const [, navigate] = useLocation()
  const [view, change] = useView(fields)
  const [isCreating, setCreating] = useState(false)
  const { owner, ...listed } = view
  const { page, search, status, tier, sort } = listed
  const query = useQuery({
    queryKey: ['workspaces', 'list', listed],
    queryFn: ({ signal }) =>
      client.workspaces.list(
        {
          page,
          per_page: 25,
          include: ['owner'],
          sort: [sort],
          search: search || undefined,
          status: status || undefined,
          tier: tier || undefined,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  const create = allows(session, 'write:workspaces') && (
    <button type="button" class="primary" onClick={() => setCreating(true)}>
      {words.workspaces.create}
    </button>
  )
  const { caption, nothing, nothingHelp, title } = words.workspaces
  return (
    <>
      <PageHead title={title}>{create}</PageHead>
      <Filters view={view} change={change} />
      <List
        caption={caption}
        query={query}
        columns={columns()}
        onPage={(next) => change({ page: next })}
        onClearFilters={isFiltered(view, filters) ? () => change(noFilters(filters)) : undefined}
        empty={{ title: nothing, text: nothingHelp }}
      />
      {(isCreating || owner !== '') && allows(session, 'write:workspaces') && (
        <CreateWorkspace
          owner={owner}
          onClose={() => {
            setCreating(false)
            change({ owner: '' })
          }}
          onDone={({ id }) => {
            void reload('workspaces')
            navigate(`/workspaces/${id}`)
          }}
        />
      )}
    </>
  )
}
