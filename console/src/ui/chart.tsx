import { useEffect, useRef, useState } from 'preact/hooks'
import { locale, words } from '../messages/index.ts'
import type { ChartContent, ChartSeries } from './chart-content.ts'
import type { Drawing } from './chart-drawing.ts'
import { dayText } from './day.ts'
import { Moment } from './moment.tsx'
import { quantityText } from './quantity.ts'
import { shownZone } from './shown-zone.ts'
import { type Column, Table } from './table.tsx'
import { timeText } from './time.ts'

interface ChartProps extends ChartContent {
  title: string
}

/**
 * Values over time. A pointer and the arrow keys choose a moment, whose values stand above the drawing; all numbers are in a
 * table below it.
 */
export function Chart({ title, ...content }: ChartProps) {
  const { chart } = words
  const area = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing>()
  const [chosen, setChosen] = useState<number>()
  const [isListed, setListed] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const written = JSON.stringify(content)
  useEffect(() => {
    let isGone = false
    setChosen(undefined)
    import('./chart-drawing.ts').then(
      ({ draw }) => {
        if (!isGone && area.current !== null) drawing.current = draw(area.current, content, setChosen)
      },
      () => setFailed(true),
    )
    return () => {
      isGone = true
      drawing.current?.destroy()
      drawing.current = undefined
    }
  }, [written])
  useEffect(() => drawing.current?.redraw(), [shownZone()])
  const { at, series, unit, isOfDays } = content
  const last = at.length - 1
  const shownAt = ({ values }: ChartSeries, index: number) => {
    const value = values[index]
    return value == null ? '–' : quantityText(value, unit, locale)
  }
  const isoOf = (index: number) => new Date(at[index] ?? 0).toISOString()
  const timeOf = (index: number) => (isOfDays === true ? dayText(at[index] ?? 0, locale) : timeText(isoOf(index)))
  const said =
    chosen === undefined
      ? chart.noMoment
      : [timeOf(chosen), ...series.map((one) => `${one.name} ${shownAt(one, chosen)}`)].join(', ')
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedBy(event.key, chosen, last)
    if (next === undefined) return
    event.preventDefault()
    drawing.current?.moveTo(next)
  }
  const columns: Column<{ id: string; index: number }>[] = [
    {
      title: chart.time,
      cell: ({ id, index }) =>
        isOfDays === true ? <time dateTime={id.slice(0, 10)}>{timeOf(index)}</time> : <Moment at={id} />,
    },
    ...series.map((one) => ({ title: one.name, cell: ({ index }: { index: number }) => shownAt(one, index) })),
  ]
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <p class="legend small">
        {series.map((one) => (
          <span key={one.name}>
            <span class={`swatch ${one.look} ${one.tone}`} /> {one.name}
            {chosen !== undefined && <strong> {shownAt(one, chosen)}</strong>}
          </span>
        ))}
        {chosen !== undefined && <span class="muted">{timeOf(chosen)}</span>}
      </p>
      {hasFailed ? (
        <p class="muted">{chart.failed}</p>
      ) : (
        <div
          ref={area}
          class="area"
          role="slider"
          tabIndex={0}
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={chosen ?? last}
          aria-valuetext={said}
          onKeyDown={onKeyDown}
          onBlur={() => drawing.current?.moveTo(undefined)}
        />
      )}
      <details onToggle={({ currentTarget }) => setListed(currentTarget.open)}>
        <summary>{chart.numbers}</summary>
        {isListed && (
          <Table caption={title} columns={columns} rows={at.map((_, index) => ({ id: isoOf(index), index }))} />
        )}
      </details>
    </figure>
  )
}

/** The moment that a key leads to; undefined for other keys. */
function movedBy(key: string, chosen: number | undefined, last: number): number | undefined {
  if (key === 'ArrowLeft') return Math.max(0, (chosen ?? last + 1) - 1)
  if (key === 'ArrowRight') return Math.min(last, (chosen ?? -1) + 1)
  if (key === 'Home') return 0
  return key === 'End' ? last : undefined
}
