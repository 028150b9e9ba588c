import { words } from '../messages/index.ts'
import { timesIn, timeText } from './time.ts'

/** A time; the other zone, to the millisecond, on hover. */
export function Moment({ at }: { at: string | null | undefined }) {
  if (at == null) return <span class="muted">{words.common.never}</span>
  const other = timesIn === 'utc' ? timeText(at, 'local') : at
  return (
    <time dateTime={at} title={other}>
      {timeText(at, timesIn)}
    </time>
  )
}
