import { words } from '../messages/index.ts'
import { useLate } from './late.ts'

/** Said while a form waits for its answer; an answer that comes within a second needs no word. */
export function Waiting() {
  const isLate = useLate(1_000)
  return (
    <span class="muted" role="status">
      {isLate && words.common.waiting}
    </span>
  )
}
