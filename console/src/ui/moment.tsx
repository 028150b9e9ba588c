import { words } from '../messages/index.ts'
import { timesIn, timeText } from './time.ts'

/** A time, to the minute or the second; the other zone, to the millisecond, on hover. */
export function Moment({ at, hasSeconds = false }: { at: string | null | undefined; hasSeconds?: boolean }) {
  if (at == null) return <span class="muted">{words.common.never}</span>
  const other = timesIn === 'utc' ? timeText(at, 'local') : at
  return (
    <time dateTime={at} title={other}>
      {timeText(at, timesIn, hasSeconds)}
    </time>
  )
}
