import { keepPreviousData } from '@tanstack/query-core'
import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { Event } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { CopyLink } from '../../ui/copy-link.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { CursorList } from '../../ui/list.tsx'
import { Moment } from '../../ui/moment.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { createdIn, pinnedRange, rangeField } from '../../ui/time-range.ts'
import { TimeRangeField } from '../../ui/time-range-field.tsx'
import { useView } from '../../ui/use-view.ts'
import { cursorField, isFiltered, noFilters, textField } from '../../ui/view.ts'
import type { TabProps } from '../workspace/tab-props.ts'

const filters = { type: textField, channel: textField, own: textField, range: rangeField }
const fields = { ...filters, cursor: cursorField }

/** The fields of a row. The data is left out: that of a page may have megabytes. */
const shown = ['type', 'created_at', 'event_id', 'channels'] as const
type Row = Pick<Event, 'id' | (typeof shown)[number]>

const columns = (workspaceId: string): Column<Row>[] => {
  const { type, id, ownId, channels, created } = words.events
  return [
    {
      title: type,
      cell: (event) => <Link href={`/workspaces/${workspaceId}/events/${event.id}`}>{visible(event.type)}</Link>,
    },
    { title: id, cell: (event) => <code>{event.id}</code> },
    { title: ownId, mayBreak: true, cell: (event) => visible(event.event_id ?? '') || <None /> },
    { title: channels, mayBreak: true, cell: (event) => visible(event.channels.join(', ')) || <None /> },
    { title: created, cell: (event) => <Moment at={event.created_at} hasSeconds /> },
  ]
}

/** The events of a workspace. */
export function Events({ workspace: { id: workspaceId } }: TabProps) {
  const { events: text } = words
  const [view, change] = useView(fields)
  const { type, channel, own, range, cursor } = view
  const query = useQuery({
    queryKey: ['events', workspaceId, view],
    queryFn: ({ signal }) =>
      client.events.list(
        {
          ...{ fields: shown, per_page: 50, cursor },
          ...{ type: type || undefined, channel: channel || undefined, event_id: own || undefined },
          ...createdIn(range),
        },
        { signal, workspaceId },
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <FilterBar>
        <TimeRangeField value={range} onChange={(next) => change({ range: next })} />
        <SearchField label={text.type} value={type} onChange={(next) => change({ type: next.trim() })} />
        <SearchField label={text.channel} value={channel} onChange={(next) => change({ channel: next.trim() })} />
        <SearchField label={text.ownId} value={own} onChange={(next) => change({ own: next.trim() })} />
        <CopyLink pin={pinnedRange(range)} />
      </FilterBar>
      <CursorList
        caption={text.caption}
        query={query}
        columns={columns(workspaceId)}
        cursor={cursor}
        onCursor={(next) => change({ cursor: next })}
        onClearFilters={isFiltered(view, filters) ? () => change(noFilters(filters)) : undefined}
        empty={{ title: text.nothing, text: text.nothingHelp }}
      />
    </>
  )
}
