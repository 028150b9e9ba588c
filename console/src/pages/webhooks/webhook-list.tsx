import { keepPreviousData } from '@tanstack/query-core'
import type { ComponentChildren } from 'preact'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { choicesOf, choicesOrAll, Select } from '../../ui/field.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { useView } from '../../ui/use-view.ts'
import { choiceField, isFiltered, noFilters, pageField, textField, type ViewOf } from '../../ui/view.ts'
import { healthStates } from './health.tsx'
import { webhookColumns } from './webhook-columns.tsx'

const filters = {
  search: textField,
  health: choiceField(['', ...healthStates], ''),
  status: choiceField(['', 'active', 'disabled'], ''),
}
const fields = { ...filters, page: pageField }
type View = ViewOf<typeof fields>

const refreshMs = 5_000

interface WebhookListProps {
  /** Undefined: of all workspaces. */
  workspaceId: string | undefined
  /** Stands beside the filters. */
  children?: ComponentChildren
}

/** Webhooks with their health, which is asked for again and again while the page is seen. */
export function WebhookList({ workspaceId, children }: WebhookListProps) {
  const { webhooks: text } = words
  const [view, change] = useView(fields)
  const { page, search, health, status } = view
  const ofAll = workspaceId === undefined
  const query = useQuery({
    queryKey: ['webhooks', workspaceId ?? 'all', 'list', view],
    queryFn: ({ signal }) =>
      client.webhooks.list(
        {
          page,
          per_page: 25,
          include: ['health'],
          search: search || undefined,
          health: health || undefined,
          is_active: status === '' ? undefined : status === 'active',
          all_workspaces: ofAll || undefined,
        },
        { signal, workspaceId },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  })
  return (
    <>
      <div class="bar">
        <Filters view={view} change={change} />
        {children}
      </div>
      <List
        caption={text.caption}
        query={query}
        columns={webhookColumns({ ofAll })}
        onPage={(next) => change({ page: next })}
        onClearFilters={isFiltered(view, filters) ? () => change(noFilters(filters)) : undefined}
        empty={{ title: text.nothing, text: text.nothingHelp }}
      />
    </>
  )
}

function Filters({ view, change }: { view: View; change: (changes: Partial<View>) => void }) {
  const { webhooks: text } = words
  return (
    <FilterBar>
      <SearchField value={view.search} onChange={(search) => change({ search })} />
      <Select
        label={text.health}
        value={view.health}
        options={choicesOrAll(choicesOf(text.states))}
        onChange={(health) => change({ health: health as View['health'] })}
      />
      <Select
        label={text.status}
        value={view.status}
        options={choicesOrAll(choicesOf(text.statuses))}
        onChange={(status) => change({ status: status as View['status'] })}
      />
    </FilterBar>
  )
}
