import { keepPreviousData } from '@tanstack/query-core'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { CursorList } from '../../ui/list.tsx'
import { createdIn } from '../../ui/time-range.ts'
import { useView } from '../../ui/use-view.ts'
import { isFiltered, noFilters, type ViewOf } from '../../ui/view.ts'
import { requestColumns } from './columns.tsx'
import { Filters } from './filters.tsx'
import { FindRequest } from './find-request.tsx'
import { fields, filters } from './view.ts'

/** Calls of a workspace, without one of all. */
export function Requests({ workspaceId }: { workspaceId: string | undefined }) {
  const { requests: text } = words
  const [view, change] = useView(fields)
  const query = useQuery({
    queryKey: ['requests', 'list', workspaceId, view],
    queryFn: ({ signal }) =>
      client.requests.list(
        { ...asked(view), all_workspaces: workspaceId === undefined || undefined },
        {
          signal,
          workspaceId,
        },
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <p class="muted">{text.kept}</p>
      <div class="bar">
        <Filters view={view} change={change} />
        <FindRequest />
      </div>
      <CursorList
        caption={text.title}
        query={query}
        columns={requestColumns(workspaceId === undefined)}
        cursor={view.cursor}
        onCursor={(cursor) => change({ cursor })}
        onClearFilters={isFiltered(view, filters) ? () => change(noFilters(filters)) : undefined}
        empty={{ title: text.nothing, text: text.kept }}
      />
    </>
  )
}

function asked({ method, operation, status, code, key, user, feature, refused, range, cursor }: ViewOf<typeof fields>) {
  return {
    cursor,
    per_page: 50,
    method: method || undefined,
    operation: operation || undefined,
    // A number that is still being typed filters nothing.
    status: /^[1-5]\d\d$/.test(status) ? Number(status) : undefined,
    code: code || undefined,
    key_id: key || undefined,
    user_id: user || undefined,
    feature: feature || undefined,
    ...createdIn(range),
    is_refused: refused === '' ? undefined : refused === 'true',
  }
}
