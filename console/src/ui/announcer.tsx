import { useLayoutEffect, useState } from 'preact/hooks'

let say: ((text: string) => void) | undefined

/**
 * Reads a sentence to those who do not see what changed. After the drawing that follows: what is behind an open dialog is
 * not read.
 */
export const announce = (text: string): void => void setTimeout(() => say?.(text))

/** Where sentences are read: beside the pages, which come and go. */
export function Announcer() {
  const [said, setSaid] = useState({ count: 0, text: '' })
  useLayoutEffect(() => {
    say = (text) => setSaid(({ count }) => ({ count: count + 1, text }))
    return () => {
      say = undefined
    }
  }, [])
  return (
    <div class="sr-only" role="status">
      {/* A new element: the same sentence is read again. */}
      <p key={said.count}>{said.text}</p>
    </div>
  )
}
