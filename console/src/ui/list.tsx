import type { QueryObserverResult } from '@tanstack/query-core'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useSearch } from 'wouter-preact'
import type { Meta, NumberedMeta } from '../api/sdk.ts'
import { words } from '../messages/index.ts'
import { announce } from './announcer.tsx'
import { Empty } from './empty.tsx'
import { Failure } from './failure.tsx'
import { Loading } from './loading.tsx'
import { CursorPager, NumberedPager, rowsText } from './pager.tsx'
import { type Column, type Selection, Table } from './table.tsx'

interface EmptyText {
  title: string
  text?: string
  action?: ComponentChildren
}

interface ListProps<Row extends { id: string }, Of extends Meta> {
  caption: string
  query: QueryObserverResult<{ data: readonly Row[]; meta: Of }>
  columns: readonly Column<Row>[]
  actions?: ((row: Row) => ComponentChildren) | undefined
  selection?: Selection<Row> | undefined
  /** Undefined: no filter is set. */
  onClearFilters?: (() => void) | undefined
  /** The text of an empty list without filters. */
  empty: EmptyText
}

/** A list that goes by numbered pages. */
export function List<Row extends { id: string }>({
  onPage,
  ...list
}: ListProps<Row, NumberedMeta> & { onPage: (page: number) => void }) {
  const meta = list.query.data?.meta
  const pager = meta !== undefined && <NumberedPager caption={list.caption} meta={meta} onPage={onPage} />
  return <Rows {...list} isFirst={meta?.current_page === 1} pager={pager} />
}

/**
 * A list that goes by cursors, newest first. A page under filters may be empty though older rows match: the API looks
 * at a bounded number of rows a page.
 *
 * @param cursor of the page that is shown; "" is the first one.
 */
export function CursorList<Row extends { id: string }>({
  cursor,
  onCursor,
  ...list
}: ListProps<Row, Meta> & { cursor: string; onCursor: (cursor: string) => void }) {
  const meta = list.query.data?.meta
  const next = meta !== undefined && 'next_cursor' in meta ? (meta.next_cursor ?? undefined) : undefined
  const pager = <CursorPager caption={list.caption} cursor={cursor} next={next} onCursor={onCursor} />
  return <Rows {...list} isFirst={cursor === '' && next === undefined} pager={pager} />
}

interface RowsProps<Row extends { id: string }, Of extends Meta> extends ListProps<Row, Of> {
  /** Without rows there is nothing to go to. */
  isFirst: boolean
  pager: ComponentChildren
}

/** A list in each of its states. Rows that are there stay, though loading them again fails. */
function Rows<Row extends { id: string }, Of extends Meta>({
  caption,
  query,
  columns,
  actions,
  selection,
  onClearFilters,
  empty,
  isFirst,
  pager,
}: RowsProps<Row, Of>) {
  const { data, error, isPlaceholderData, refetch } = query
  const emptyTitle = !isFirst ? words.common.noneOnThisPage : onClearFilters && words.common.hiddenByFilters
  const text = data?.data.length === 0 ? (emptyTitle ?? empty.title) : data && textOf(data)
  useAnnounced(`${caption}: ${text}`, isPlaceholderData ? undefined : data)
  const failure = error !== null && <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return failure || <Loading />
  const clear = (
    <button type="button" onClick={onClearFilters}>
      {words.common.clearFilters}
    </button>
  )
  const nothing: EmptyText =
    onClearFilters === undefined ? empty : { title: words.common.hiddenByFilters, action: clear }
  return (
    <>
      {failure}
      {data.data.length > 0 ? (
        <Table {...{ caption, columns, actions, selection }} rows={data.data} isStale={isPlaceholderData} />
      ) : (
        <Empty {...(isFirst ? nothing : { title: words.common.noneOnThisPage })} />
      )}
      {(data.data.length > 0 || !isFirst) && pager}
    </>
  )
}

const textOf = ({ data, meta }: { data: readonly unknown[]; meta: Meta }): string =>
  'current_page' in meta ? rowsText(meta) : words.common.rowsOnPage(data.length)

/** Reads which rows are shown, when the address asks for others and they are there. Rows that come by themselves are not read. */
function useAnnounced(text: string, rows: object | undefined): void {
  const search = useSearch()
  const last = useRef({ search, rows })
  useEffect(() => {
    if (rows === undefined) return
    const { search: asked, rows: seen } = last.current
    last.current = { search, rows }
    if (seen !== undefined && search !== asked && rows !== seen) announce(text)
  }, [search, rows])
}
