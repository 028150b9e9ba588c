import type { QueryObserverResult } from '@tanstack/query-core'
import type { ComponentChildren } from 'preact'
import type { NumberedMeta, Page } from '../api/sdk.ts'
import { locale, words } from '../messages/index.ts'
import { Empty } from './empty.tsx'
import { Failure } from './failure.tsx'
import { Loading } from './loading.tsx'
import { type Column, Table } from './table.tsx'

interface ListProps<Row extends { id: string }> {
  caption: string
  query: QueryObserverResult<Page<Row, NumberedMeta>>
  columns: readonly Column<Row>[]
  actions?: ((row: Row) => ComponentChildren) | undefined
  /** Undefined: no filter is set. */
  onClearFilters?: (() => void) | undefined
  onPage: (page: number) => void
  /** What an empty list without filters says. */
  empty: { title: string; text: string; action?: ComponentChildren }
}

/** A list that goes by pages, in each of its states. Rows that are there stay, though loading them again fails. */
export function List<Row extends { id: string }>({
  caption,
  query,
  columns,
  actions,
  onClearFilters,
  onPage,
  empty,
}: ListProps<Row>) {
  const { data, error, isPlaceholderData, refetch } = query
  const failure = error !== null && <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return failure || <Loading />
  if (data.data.length === 0 && data.meta.current_page === 1) {
    const clear = (
      <button type="button" onClick={onClearFilters}>
        {words.common.clearFilters}
      </button>
    )
    const hidden = { title: words.common.hiddenByFilters, action: clear }
    return (
      <>
        {failure}
        <Empty {...(onClearFilters === undefined ? empty : hidden)} />
      </>
    )
  }
  return (
    <>
      {failure}
      <Table {...{ caption, columns, actions }} rows={data.data} isStale={isPlaceholderData} />
      <Pager caption={caption} meta={data.meta} onPage={onPage} />
    </>
  )
}

function Pager({ caption, meta, onPage }: { caption: string; meta: NumberedMeta; onPage: (page: number) => void }) {
  const { current_page: page, last_page: last, from, to, total, total_is_exact: isExact = true } = meta
  const { common } = words
  const count = total.toLocaleString(locale)
  return (
    <nav class="pager" aria-label={common.pagesOf(caption)}>
      <span>{common.rows(from ?? 0, to ?? 0, isExact ? count : common.moreThan(count))}</span>
      {last > 1 && (
        <>
          <button type="button" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            {common.previous}
          </button>
          <button type="button" disabled={page >= last} onClick={() => onPage(page + 1)}>
            {common.next}
          </button>
        </>
      )}
    </nav>
  )
}
