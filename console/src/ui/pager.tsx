import type { ComponentChildren } from 'preact'
import type { NumberedMeta } from '../api/sdk.ts'
import { locale, words } from '../messages/index.ts'
import { useFocusAfterwards } from './focus.ts'

interface NumberedPagerProps {
  /** Of the list. */
  caption: string
  meta: NumberedMeta
  onPage: (page: number) => void
}

export function NumberedPager({ caption, meta, onPage }: NumberedPagerProps) {
  const { current_page: page, last_page: last } = meta
  const { common } = words
  return (
    <Pager caption={caption}>
      <span>{rowsText(meta)}</span>
      {/* Of an address that is old, the page may be beyond the last one. */}
      {(last > 1 || page > last) && (
        <>
          <Turn isPossible={page > 1} onTurn={() => onPage(Math.min(page - 1, last))}>
            {common.previous}
          </Turn>
          <Turn isPossible={page < last} onTurn={() => onPage(page + 1)}>
            {common.next}
          </Turn>
        </>
      )}
    </Pager>
  )
}

function Pager({ caption, children }: { caption: string; children: ComponentChildren }) {
  const bar = useFocusAfterwards<HTMLElement>()
  return (
    <nav ref={bar} class="pager" aria-label={words.common.pagesOf(caption)}>
      {children}
    </nav>
  )
}

/** "26–50 of 60" */
export function rowsText({ from, to, total, total_is_exact: isExact = true }: NumberedMeta): string {
  const { common } = words
  const count = isExact ? total.toLocaleString(locale) : common.moreThan(total.toLocaleString(locale))
  return from === null || to === null ? common.noRows(count) : common.rows(from, to, count)
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
    <Pager caption={caption}>
      <Turn isPossible={cursor !== ''} onTurn={() => onCursor('')}>
        {common.toNewest}
      </Turn>
      <Turn isPossible={next !== undefined} onTurn={() => next !== undefined && onCursor(next)}>
        {common.older}
      </Turn>
    </Pager>
  )
}

interface TurnProps {
  isPossible: boolean
  onTurn: () => void
  children: ComponentChildren
}

/** Not `disabled` on the last page: the button that led there would lose the focus. */
function Turn({ isPossible, onTurn, children }: TurnProps) {
  return (
    <button type="button" aria-disabled={!isPossible} onClick={() => isPossible && onTurn()}>
      {children}
    </button>
  )
}
