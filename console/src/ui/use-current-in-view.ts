import { useLayoutEffect, useRef } from 'preact/hooks'

/** For a bar of links that scrolls where it is too long: the link to `current` is in view. */
export function useCurrentInView(current: string) {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current == null || link == null) return
    bar.current.scrollLeft = link.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2
  }, [current])
  return bar
}
