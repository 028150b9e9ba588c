import type { NumberedMeta } from '../api/sdk.ts'
import { locale, words } from '../messages/index.ts'

interface NumberedPagerProps {
  /** Of the list. */
  caption: string
  meta: NumberedMeta
  onPage: (page: number) => void
}

export function NumberedPager({ caption, meta, onPage }: NumberedPagerProps) {
  const { current_page: page, last_page: last, from, to, total, total_is_exact: isExact = true } = meta
  const { common } = words
  const count = isExact ? total.toLocaleString(locale) : common.moreThan(total.toLocaleString(locale))
  const shown = from === null || to === null ? common.noRows(count) : common.rows(from, to, count)
  return (
    <nav class="pager" aria-label={common.pagesOf(caption)}>
      <span>{shown}</span>
      {/* Of an address that is old, the page may be beyond the last one. */}
      {(last > 1 || page > last) && (
        <>
          <button type="button" disabled={page <= 1} onClick={() => onPage(Math.min(page - 1, last))}>
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

interface CursorPagerProps {
  /** Of the list. */
  caption: string
  /** Of the page that is shown; "" is the first one. */
  cursor: string
  /** Undefined on the last page. */
  next: string | undefined
  onCursor: (cursor: string) => void
}

/** Each page is an entry of the browser's history: "back" shows the newer one. */
export function CursorPager({ caption, cursor, next, onCursor }: CursorPagerProps) {
  if (cursor === '' && next === undefined) return null
  const { common } = words
  return (
    <nav class="pager" aria-label={common.pagesOf(caption)}>
      <button type="button" disabled={cursor === ''} onClick={() => onCursor('')}>
        {common.toNewest}
      </button>
      <button type="button" disabled={next === undefined} onClick={() => next !== undefined && onCursor(next)}>
        {common.older}
      </button>
    </nav>
  )
}
