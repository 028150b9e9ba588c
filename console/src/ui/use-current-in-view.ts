import { useLayoutEffect, useRef } from 'preact/hooks'

/** For a bar of links that scrolls where it is too long: the link to `current` is in view. */
export function useCurrentInView(current: string) {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // In the frame that draws it: measured at once, the page would be laid out before the rest of it is there.
    const frame = requestAnimationFrame(() => {
      const link = bar.current?.querySelector<HTMLElement>('[aria-current]')
      if (bar.current == null || link == null) return
      bar.current.scrollLeft = link.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2
    })
    return () => cancelAnimationFrame(frame)
  }, [current])
  return bar
}
