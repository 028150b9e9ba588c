import { useLayoutEffect } from 'preact/hooks'
import { showOtherZone } from '../ui/shown-zone.ts'
import type { Destination } from './pages.ts'
import { hasSingleKeys } from './preferences.ts'

interface Shortcuts {
  open: (what: 'palette' | 'shortcuts') => void
  navigate: (path: string) => void
  /** The targets of `g` + letter. */
  destinations: readonly Destination[]
}

/** Keys of the whole page: Ctrl or ⌘ K, and single ones outside of fields and dialogs. */
export function useShortcuts({ open, navigate, destinations }: Shortcuts): void {
  useLayoutEffect(() => {
    let isAfterG = false
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event
      if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') {
        event.preventDefault()
        if (document.querySelector('dialog[open]') === null) open('palette')
        return
      }
      if (ctrlKey || metaKey || altKey || !hasSingleKeys() || isTyping(target)) return
      const to = isAfterG ? destinations.find(({ letter }) => letter === key)?.path : undefined
      isAfterG = key === 'g'
      if (to !== undefined) navigate(to)
      else if (key === '/') focusFilter(event)
      else if (key === '?') open('shortcuts')
      else if (key === 'j') moveInList(1)
      else if (key === 'k') moveInList(-1)
      else if (key === 'x') chooseInList()
      else if (key === 'z') showOtherZone()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [open, navigate, destinations])
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, select, dialog, [popover]') !== null

function focusFilter(event: KeyboardEvent): void {
  const filter = document.querySelector<HTMLInputElement>('main input[type=search]')
  if (filter === null) return
  event.preventDefault()
  filter.focus()
}

/** Focuses the first link or button of the next row, so that Enter opens it. */
function moveInList(step: 1 | -1): void {
  const rows = [...document.querySelectorAll('main tbody tr')]
  const current = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[current === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, current + step))]
  next?.querySelector<HTMLElement>('a, button')?.focus()
}

/** Ticks the row that has the focus, or takes its tick away. */
function chooseInList(): void {
  document.activeElement?.closest('main tbody tr')?.querySelector<HTMLElement>('input[type=checkbox]')?.click()
}
