import { words } from '../messages/index.ts'
import { shownZone } from './shown-zone.ts'
import { timeText, timeTextIn } from './time.ts'

/** A time, to the minute or the second; the other zone on hover, to the millisecond, and by `z` and the account menu. */
export function Moment({ at, hasSeconds = false }: { at: string | null | undefined; hasSeconds?: boolean }) {
  if (at == null) return <span class="muted">{words.common.never}</span>
  const other = shownZone() === 'utc' ? timeTextIn('local', at) : at
  return (
    <time dateTime={at} title={other}>
      {timeText(at, hasSeconds)}
    </time>
  )
}
