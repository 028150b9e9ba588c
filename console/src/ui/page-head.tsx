import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../messages/index.ts'

let shown = 0

// "Back" leads to where the reader was on the page, which the browser finds again.
let isBack = false
addEventListener('popstate', () => {
  isBack = true
})
addEventListener('pushState', () => {
  isBack = false
})

interface PageHeadProps {
  title: string
  /** The part of the page that is shown. */
  part?: string | undefined
  children?: ComponentChildren
}

/** The title of a page: it names the tab of the browser, and has the focus after one came from another page. */
export function PageHead({ title, part, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = [part, title, words.product].filter((name) => name !== undefined).join(' · ')
  }, [part, title])
  useEffect(() => {
    if (shown++ > 0) heading.current?.focus({ preventScroll: isBack })
  }, [])
  return (
    <div class="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  )
}
