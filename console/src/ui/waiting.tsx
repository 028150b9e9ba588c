import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'

/** Said while a form waits for its answer; an answer that comes within a second needs no word. */
export function Waiting() {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1_000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <span class="muted" role="status">
      {isLate && words.common.waiting}
    </span>
  )
}
