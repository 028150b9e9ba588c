// All that knows uPlot. It is loaded where a chart is shown.
import uPlot from 'uplot'
import { locale } from '../messages/index.ts'
import {
  barTimeOf,
  type ChartContent,
  type ChartMark,
  type ChartSeries,
  type ChartTone,
  drawnOf,
  spanOf,
} from './chart-content.ts'
import { tickText } from './quantity.ts'
import { shownZone } from './shown-zone.ts'

export interface Drawing {
  /** Puts the cursor at a moment; undefined takes it away. */
  moveTo(index: number | undefined): void
  /** With the times of the shown zone. */
  redraw(): void
  destroy(): void
}

/** Draws into the area, in its size and with its colours, however they change. `onMove` hears where a pointer is. */
export function draw(area: HTMLElement, content: ChartContent, onMove: (index: number | undefined) => void): Drawing {
  let colours = coloursOf(area)
  const colourOf = (tone: ChartTone | 'line' | 'ground') => colours[tone]
  const sizeOf = () => ({ width: area.clientWidth, height: area.clientHeight })
  const drawn = drawnOf(content.series)
  const data = [content.at, ...drawn.map(({ values }) => values)] as unknown as uPlot.AlignedData
  const plot = new uPlot({ ...sizeOf(), ...optionsOf(content, drawn, colourOf, onMove) }, data, area)

  const repaint = () => {
    colours = coloursOf(area)
    plot.redraw(false)
  }
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', repaint)
  const chosen = new MutationObserver(repaint)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const resized = new ResizeObserver(() => plot.setSize(sizeOf()))
  resized.observe(area)
  return {
    moveTo: (index) => {
      const at = index === undefined ? undefined : content.at[index]
      plot.setCursor(at === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(at, 'x'), top: 0 })
    },
    redraw: () => plot.redraw(false, true),
    destroy: () => {
      scheme.removeEventListener('change', repaint)
      chosen.disconnect()
      resized.disconnect()
      plot.destroy()
    },
  }
}

type ColourOf = (tone: ChartTone | 'line' | 'ground') => string

/** A canvas knows no custom properties: an element says which colour each stands for now. */
function coloursOf(area: HTMLElement): Record<ChartTone | 'line' | 'ground', string> {
  const probe = area.ownerDocument.createElement('span')
  area.append(probe)
  const style = getComputedStyle(probe)
  const of = (token: string) => {
    probe.style.color = `var(--${token})`
    return style.color
  }
  const [accent, good, bad, muted] = [of('accent'), of('good'), of('bad'), of('muted')]
  const colours = { accent, good, bad, muted, text: of('text'), line: of('line'), ground: of('ground') }
  probe.remove()
  return colours
}

const dayMs = 86_400_000
const font = '12px system-ui, sans-serif'
const powers = Array.from({ length: 16 }, (_, power) => 10 ** power)
const decimalSteps = powers.flatMap((power) => [power, 2 * power, 5 * power])
// Bars from one label of the time to the next.
const barSteps = [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 48, 60, 96, 120, 240, 480, 720, 1_440]
const binarySteps = Array.from({ length: 54 }, (_, power) => 2 ** power)

function optionsOf(
  content: ChartContent,
  drawn: readonly ChartSeries[],
  colourOf: ColourOf,
  onMove: (index: number | undefined) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const { unit, marks = [] } = content
  const barTime = barTimeOf(content)
  const lines = {
    stroke: () => colourOf('muted'),
    font,
    grid: { stroke: () => colourOf('line'), width: 1 },
    ticks: { stroke: () => colourOf('line'), width: 1 },
  }
  return {
    ms: 1,
    tzDate: (at) => (isOfUtc(content) ? uPlot.tzDate(new Date(at), 'Etc/UTC') : new Date(at)),
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, fill: (_plot, index) => colourOf(drawn[index - 1]?.tone ?? 'text') },
    },
    scales: {
      x: { range: () => spanOf(content) },
      y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] },
    },
    axes: [
      {
        ...lines,
        ...(barTime === undefined ? {} : { incrs: barSteps.map((bars) => bars * barTime) }),
        space: 72,
        values: (_plot, splits, _axis, _space, step) => timeTicks(splits, step, isOfUtc(content)),
      },
      {
        ...lines,
        incrs: unit === 'bytes' ? binarySteps : decimalSteps,
        size: (_plot, values) => 20 + 7 * Math.max(3, ...(values ?? []).map((value) => value.length)),
        values: (_plot, splits) => splits.map((value) => tickText(value, unit, locale)),
      },
    ],
    series: [{}, ...drawn.map((one) => seriesOf(one, colourOf))],
    hooks: {
      draw: [(plot) => drawMarks(plot, marks, colourOf)],
      setCursor: [({ cursor }) => onMove(cursor.idx ?? undefined)],
    },
  }
}

function seriesOf({ look, tone }: ChartSeries, colourOf: ColourOf): uPlot.Series {
  const stroke = () => colourOf(tone)
  const { stepped, bars } = uPlot.paths
  if (look === 'bars') {
    const fill = ({ ctx }: uPlot) => filling(ctx, tone, colourOf)
    return { stroke, fill, width: 0, points: { show: false }, ...pathsOf(bars?.({ size: [0.7, 48] })) }
  }
  if (look === 'step')
    return { stroke, width: 2, dash: [2, 3], points: { show: false }, ...pathsOf(stepped?.({ align: 1 })) }
  if (look === 'dashed') return { stroke, width: 2, dash: [6, 6], spanGaps: true, points: { show: false } }
  return { stroke, width: 2, spanGaps: true, points: { size: 5, fill: () => colourOf('ground') } }
}

/** Bars are told apart by more than their colour: bad ones are hatched, muted ones striped. */
function filling(ctx: CanvasRenderingContext2D, tone: ChartTone, colourOf: ColourOf): string | CanvasPattern {
  const colour = colourOf(tone)
  if (tone !== 'bad' && tone !== 'muted') return colour
  const size = 6 * Math.max(1, Math.round(uPlot.pxRatio))
  const tile = ctx.canvas.ownerDocument.createElement('canvas')
  tile.width = size
  tile.height = size
  const on = tile.getContext('2d')
  if (on === null) return colour
  // Its own ground: the bars of a stack are drawn one over the other.
  on.fillStyle = colourOf('ground')
  on.fillRect(0, 0, size, size)
  on.fillStyle = colour
  on.strokeStyle = colour
  on.lineWidth = size / 2
  if (tone === 'muted') on.fillRect(0, 0, size, size / 2)
  else for (const shift of [-size, 0, size]) line(on, shift, size)
  return ctx.createPattern(tile, 'repeat') ?? colour
}

/** From the lower left to the upper right, beyond both corners. */
function line(on: CanvasRenderingContext2D, shift: number, size: number): void {
  on.beginPath()
  on.moveTo(shift - size, 2 * size)
  on.lineTo(shift + 2 * size, -size)
  on.stroke()
}

const pathsOf = (paths: uPlot.Series.PathBuilder | undefined) => (paths === undefined ? {} : { paths })

const isOfUtc = ({ isOfDays }: ChartContent): boolean => isOfDays === true || shownZone() === 'utc'

/** Days by their date; within days hours, the first of each day with its date. */
function timeTicks(splits: readonly number[], step: number, isUtc: boolean): string[] {
  const zone = isUtc ? { timeZone: 'UTC' } : {}
  const days = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' })
  const hours = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' })
  let day = ''
  return splits.map((at) => {
    const date = days.format(at)
    if (step >= dayMs) return date
    const isNew = date !== day
    day = date
    return isNew ? `${hours.format(at)}\n${date}` : hours.format(at)
  })
}

/** Flags side by side; those that would cover another stand lower. */
function drawMarks({ ctx, bbox, valToPos }: uPlot, marks: readonly ChartMark[], colourOf: ColourOf): void {
  const px = uPlot.pxRatio
  const right = bbox.left + bbox.width
  let row = 0
  let taken = Number.NEGATIVE_INFINITY
  ctx.save()
  ctx.font = font.replace(/\d+/, (size) => String(Number(size) * px))
  ctx.lineWidth = px
  ctx.strokeStyle = colourOf('muted')
  ctx.textAlign = 'left'
  ctx.setLineDash([2 * px, 3 * px])
  for (const { at, text } of marks) {
    const x = Math.round(valToPos(at, 'x', true))
    if (x < bbox.left || x > right) continue
    const width = ctx.measureText(text).width + 6 * px
    row = x < taken ? (row + 1) % 4 : 0
    taken = x + width
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    // On a ground of its own, so that lines behind it leave it readable.
    const left = x + width > right ? x - width : x + px
    const top = bbox.top + 15 * row * px
    ctx.fillStyle = colourOf('ground')
    ctx.fillRect(left, top, width, 15 * px)
    ctx.fillStyle = colourOf('text')
    ctx.fillText(text, left + 3 * px, top + 12 * px)
  }
  ctx.restore()
}
