import { useLayoutEffect, useRef } from 'preact/hooks'

/** The heading of the page takes the focus. It is scrolled to where the focus is shown: for those who use the keyboard. */
function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1')
  heading?.focus({ preventScroll: true })
  if (heading?.matches(':focus-visible')) heading.scrollIntoView({ block: 'nearest' })
}

/**
 * Gives the focus back to the element that had it before a dialog. Where that element is gone, or goes with its row once
 * the list is loaded again, the heading has the focus.
 */
export function giveFocusBack(to: Element | null): void {
  if (!(to instanceof HTMLElement) || to === document.body) return
  to.focus()
  if (document.activeElement !== to) {
    focusHeading()
    return
  }
  const rows = new MutationObserver(() => {
    if (to.isConnected) return
    forget()
    if (document.activeElement === document.body) focusHeading()
  })
  const forget = () => {
    rows.disconnect()
    removeEventListener('focusin', forget)
  }
  rows.observe(document.body, { childList: true, subtree: true })
  addEventListener('focusin', forget)
}

/** For an element that may go while the focus is in it, as the pages of a list that fails: the heading has the focus then. */
export function useFocusAfterwards<Of extends HTMLElement>() {
  const ref = useRef<Of>(null)
  useLayoutEffect(() => {
    const element = ref.current
    return () => {
      if (element?.contains(document.activeElement) !== true) return
      // Once it is gone.
      queueMicrotask(() => {
        if (document.activeElement === document.body) focusHeading()
      })
    }
  }, [])
  return ref
}
