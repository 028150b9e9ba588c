import { useLayoutEffect, useState } from 'preact/hooks'

/** Those that are shown: the last is in front of the others. */
const announcers: ((text: string) => void)[] = []

/**
 * Reads a sentence to those who do not see what changed. After the drawing that follows: what is behind an open dialog is
 * not read.
 */
export const announce = (text: string): void => void setTimeout(() => announcers.at(-1)?.(text))

/** Where sentences are read: beside the pages, which come and go, and in each dialog, beside which nothing is read. */
export function Announcer() {
  const [said, setSaid] = useState({ count: 0, text: '' })
  useLayoutEffect(() => {
    const say = (text: string) => setSaid(({ count }) => ({ count: count + 1, text }))
    announcers.push(say)
    return () => void announcers.splice(announcers.indexOf(say), 1)
  }, [])
  return (
    <div class="sr-only" role="status">
      {/* A new element: the same sentence is read again. */}
      <p key={said.count}>{said.text}</p>
    </div>
  )
}
