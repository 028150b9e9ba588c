import { words } from '../messages/index.ts'
import { useShownZone } from './shown-zone.ts'
import { timeText } from './time.ts'

/** A time, to the minute or the second; the other zone on hover, to the millisecond, and by `z` and the account menu. */
export function Moment({ at, hasSeconds = false }: { at: string | null | undefined; hasSeconds?: boolean }) {
  const zone = useShownZone()
  if (at == null) return <span class="muted">{words.common.never}</span>
  const other = zone === 'utc' ? timeText(at, 'local') : at
  return (
    <time dateTime={at} title={other}>
      {timeText(at, zone, hasSeconds)}
    </time>
  )
}
