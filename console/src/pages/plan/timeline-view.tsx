import { words } from '../../messages/index.ts'
import { timeText } from '../../ui/time.ts'
import { type Span, stateOf } from './state.ts'
import { stateText } from './state-badge.tsx'
import { cycleStarts, type Scale, scaleOf } from './timeline.ts'

export interface TimelineRow extends Span {
  id: string
  name: string
  status: string
}

interface TimelineProps {
  rows: readonly TimelineRow[]
  now: number
  /** Start from which billing cycles are counted; undefined: there are none. */
  anchor: string | undefined
}

/** Packages and boosts in time, side by side. The tables below it say the same in words. */
export function Timeline({ rows, now, anchor }: TimelineProps) {
  const { plan } = words
  if (rows.length === 0) return null
  const scale = scaleOf(rows, now)
  const cycles = anchor === undefined ? [] : cycleStarts(anchor, scale)
  return (
    <figure class="timeline" aria-label={plan.timeline}>
      <div class="timeline-row axis">
        <span />
        <Axis scale={scale} now={now} />
      </div>
      {rows.map((row) => (
        <div key={row.id} class="timeline-row">
          <span>
            {row.name} <small class="muted">{stateText(row, now)}</small>
          </span>
          <Bar row={row} scale={scale} now={now} cycles={cycles} />
        </div>
      ))}
      {cycles.length > 0 && <figcaption class="muted small">{plan.cycles}</figcaption>}
    </figure>
  )
}

const percent = (value: number) => `${value.toFixed(2)}%`

function Axis({ scale, now }: { scale: Scale; now: number }) {
  const text = (moment: number) => timeText(new Date(moment).toISOString())
  const at = scale.at(now)
  const anchor = at < 15 ? 'start' : at > 85 ? 'end' : 'middle'
  return (
    <svg aria-hidden="true" class="axis-line">
      <text x="0" y="12">
        {text(scale.from)}
      </text>
      <text x="100%" y="12" text-anchor="end">
        {text(scale.to)}
      </text>
      <text x={percent(at)} y="29" text-anchor={anchor} class="now-text">
        {words.plan.now}
      </text>
    </svg>
  )
}

interface BarProps {
  row: TimelineRow
  scale: Scale
  now: number
  cycles: readonly number[]
}

function Bar({ row, scale, now, cycles }: BarProps) {
  const start = scale.at(Date.parse(row.starts_at))
  const end = row.expires_at === null ? 100 : scale.at(Date.parse(row.expires_at))
  // A span of a moment stays visible.
  const width = Math.max(end - start, 0.4)
  return (
    <svg aria-hidden="true" class="bar-line">
      {cycles.map((cycle) => (
        <line key={cycle} class="cycle" x1={percent(scale.at(cycle))} x2={percent(scale.at(cycle))} y1="0" y2="100%" />
      ))}
      <rect class={`span ${stateOf(row, now)}`} x={percent(start)} width={percent(width)} y="5" height="14" rx="3" />
      <line class="now" x1={percent(scale.at(now))} x2={percent(scale.at(now))} y1="0" y2="100%" />
    </svg>
  )
}
