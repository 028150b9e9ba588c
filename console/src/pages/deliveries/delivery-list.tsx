import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import type { DeliverySummary } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { CursorList } from '../../ui/list.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Selection } from '../../ui/table.tsx'
import { createdIn } from '../../ui/time-range.ts'
import { isFiltered, noFilters } from '../../ui/view.ts'
import { mayManage } from '../members/roles.ts'
import { deliveryColumns } from './columns.tsx'
import { ResendOne } from './resend-one.tsx'
import { type Filters, filters } from './view.ts'

interface DeliveryListProps {
  /** Undefined: of every workspace. */
  workspaceId: string | undefined
  view: Filters & { cursor: string }
  change: (changes: Partial<Filters & { cursor: string }>) => void
  /** Of webhooks, by their IDs. */
  names: ReadonlyMap<string, string>
  /** Rows to be sent again; undefined: none can be chosen. */
  selection?: Pick<Selection<DeliverySummary>, 'chosen' | 'onChange'> | undefined
}

/** Deliveries, newest first, in each of which one can be sent again. */
export function DeliveryList({ workspaceId, view, change, names, selection }: DeliveryListProps) {
  const { deliveries: text } = words
  const session = useSigned()
  const [resent, setResent] = useState<DeliverySummary>()
  const { webhook_id, event_id, event_type, status, outcome, status_code: code, range, cursor } = view
  const asked = { webhook_id, event_id, event_type, status, outcome, code, range, cursor }
  const query = useQuery({
    queryKey: ['deliveries', workspaceId ?? 'all', asked],
    queryFn: ({ signal }) =>
      client.deliveries.listAll(
        {
          ...{ per_page: 50, cursor, webhook_id: webhook_id || undefined, event_id: event_id || undefined },
          ...{ event_type: event_type || undefined, status: status || undefined, outcome: outcome || undefined },
          ...{ status_code: code === '' ? undefined : Number(code) },
          ...createdIn(range),
          all_workspaces: workspaceId === undefined ? true : undefined,
        },
        { signal, workspaceId },
      ),
    placeholderData: keepPreviousData,
  })
  const mayWrite = mayManage(session, 'write:webhooks')
  const resend = (row: DeliverySummary) => (
    <button type="button" aria-label={text.resendTitle(visible(row.event_type), row.id)} onClick={() => setResent(row)}>
      {text.resend}
    </button>
  )
  return (
    <>
      <CursorList
        caption={text.caption}
        query={query}
        columns={deliveryColumns(names, workspaceId === undefined)}
        actions={mayWrite ? resend : undefined}
        selection={selection && { ...selection, label: (row) => text.choose(visible(row.event_type), row.id) }}
        cursor={cursor}
        onCursor={(next) => change({ cursor: next })}
        onClearFilters={isFiltered(view, filters) ? () => change(noFilters(filters)) : undefined}
        empty={{ title: text.nothing, text: text.nothingHelp }}
      />
      {resent !== undefined && <ResendOne delivery={resent} onClose={() => setResent(undefined)} />}
    </>
  )
}
