import { Link } from 'wouter-preact'
import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useView } from '../../ui/use-view.ts'
import { textField } from '../../ui/view.ts'
import { type ListedType, useEventTypes } from '../webhooks/event-type-query.ts'
import { EventTypeDialog } from './event-type-dialog.tsx'

const fields = { search: textField, type: textField }

/** Event types that webhooks can subscribe to. The address names the type that is open. */
export function Page() {
  const { eventTypes: text, common } = words
  const [view, change] = useView(fields)
  const { data, error, refetch } = useEventTypes()
  const wanted = view.search.toLowerCase()
  const rows = (data ?? [])
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .map((type) => ({ ...type, id: type.name }))
  return (
    <>
      <PageHead title={text.title} />
      <p>{text.text}</p>
      <FilterBar>
        <SearchField value={view.search} onChange={(search) => change({ search })} />
      </FilterBar>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {rows.length > 0 && <Table caption={text.title} columns={columns(view.search)} rows={rows} />}
      {data !== undefined && rows.length === 0 && (
        <Empty
          title={common.hiddenByFilters}
          action={
            <button type="button" onClick={() => change({ search: '' })}>
              {common.clearFilters}
            </button>
          }
        />
      )}
      {view.type !== '' && <EventTypeDialog name={view.type} onClose={() => change({ type: '' })} />}
    </>
  )
}

/** @param search stays in the address of a type. */
function columns(search: string): Column<ListedType & { id: string }>[] {
  const { eventTypes: text } = words
  return [
    {
      title: text.name,
      cell: ({ name }) => (
        <Link href={`/event-types?${new URLSearchParams({ ...(search === '' ? {} : { search }), type: name })}`}>
          {visible(name)}
        </Link>
      ),
    },
    { title: text.when, cell: ({ description }) => visible(description) },
    {
      title: text.origin,
      mayBreak: true,
      cell: ({ origin, group }) =>
        `${origin === 'plinth' ? text.origins.plinth : text.origins.product}${group === null ? '' : ` · ${visible(group)}`}`,
    },
    {
      title: text.state,
      cell: ({ is_emitted: isEmitted, is_deprecated: isDeprecated }) => {
        if (isDeprecated) return <Badge tone="bad" text={text.deprecated} />
        return isEmitted ? <Badge tone="good" text={text.emitted} /> : <Badge tone="plain" text={text.notEmitted} />
      },
    },
  ]
}
