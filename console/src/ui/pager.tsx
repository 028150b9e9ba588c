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
