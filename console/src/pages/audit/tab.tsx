import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { CopyLink } from '../../ui/copy-link.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { CursorList } from '../../ui/list.tsx'
import { createdIn, pinnedRange } from '../../ui/time-range.ts'
import { TimeRangeField } from '../../ui/time-range-field.tsx'
import { useView } from '../../ui/use-view.ts'
import { isFiltered, noFilters } from '../../ui/view.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { auditColumns } from './columns.tsx'
import { Export } from './export.tsx'
import { fields, filters, searched } from './view.ts'

/** The audit log of the workspace. */
export function Page({ workspace }: TabProps) {
  const { audit } = words
  const workspaceId = workspace.id
  const [view, change] = useView(fields)
  const [isExporting, setExporting] = useState(false)
  const { action, actor, target, request, range, cursor } = view
  const query = useQuery({
    queryKey: ['audit', workspaceId, view],
    queryFn: ({ signal }) => {
      const asked = {
        cursor,
        per_page: 50,
        action: action || undefined,
        actor_id: actor || undefined,
        target_id: target || undefined,
        request_id: request || undefined,
        ...createdIn(range),
      }
      return client.auditLog.list(asked, { signal, workspaceId })
    },
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <p class="muted">{audit.text}</p>
      <div class="bar">
        <FilterBar>
          {searched.map((name) => (
            <SearchField
              key={name}
              label={audit.filters[name]}
              value={view[name]}
              onChange={(value) => change({ [name]: value.trim() })}
            />
          ))}
          <TimeRangeField value={range} onChange={(range) => change({ range })} />
          <CopyLink pin={pinnedRange(range)} />
        </FilterBar>
        <button type="button" onClick={() => setExporting(true)}>
          {audit.export}
        </button>
      </div>
      <CursorList
        caption={audit.title}
        query={query}
        columns={auditColumns()}
        cursor={cursor}
        onCursor={(to) => change({ cursor: to })}
        onClearFilters={isFiltered(view, filters) ? () => change(noFilters(filters)) : undefined}
        empty={{ title: audit.nothing, text: audit.text }}
      />
      {isExporting && <Export workspaceId={workspaceId} onClose={() => setExporting(false)} />}
    </>
  )
}
