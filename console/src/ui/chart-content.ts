/** A colour by what it says; the look tells series apart, too, and the filling bars. */
export type ChartTone = 'accent' | 'good' | 'bad' | 'muted' | 'text'

export interface ChartSeries {
  name: string
  /** One for each moment; null: nothing is drawn there. */
  values: readonly (number | null)[]
  /** step: a value holds until the next moment; dotted. dashed: expected, not measured. bars: stacked, the first below. */
  look: 'line' | 'step' | 'dashed' | 'bars'
  tone: ChartTone
}

/** A moment that is drawn as a flag; in `text`, a few characters. */
export interface ChartMark {
  /** In ms since 1970. */
  at: number
  text: string
}

export interface ChartContent {
  /** Moments in ms since 1970, ascending, one at least. */
  at: readonly number[]
  series: readonly ChartSeries[]
  marks?: readonly ChartMark[]
  /** The moments are the beginnings of days in UTC, and stand for the whole of them. */
  isOfDays?: boolean
  /** Unit of all values, such as "calls" or "ms"; "bytes" is shown in binary units. */
  unit?: string | null
}

/** Series as they are drawn: of a stack the highest first, each as high as it and all below it. */
export function drawnOf(series: readonly ChartSeries[]): ChartSeries[] {
  const sums: number[] = []
  const bars = series.filter(({ look }) => look === 'bars')
  const stacked = bars.map((one) => ({
    ...one,
    values: one.values.map((value, index) => {
      sums[index] = (sums[index] ?? 0) + (value ?? 0)
      return value === null ? null : sums[index]
    }),
  }))
  return [...stacked.reverse(), ...series.filter(({ look }) => look !== 'bars')]
}

/** The time that a bar stands for: the least between two moments. Undefined without bars, or with one moment alone. */
export function barTimeOf({ at, series }: ChartContent): number | undefined {
  if (at.length < 2 || series.every(({ look }) => look !== 'bars')) return undefined
  return Math.min(...at.slice(1).map((moment, index) => moment - (at[index] ?? 0)))
}

/** The span of time that is shown: bars at its ends are whole. */
export function spanOf(content: ChartContent): [from: number, to: number] {
  const first = content.at[0] ?? 0
  const last = content.at.at(-1) ?? first
  const around = first === last ? 1_800_000 : (barTimeOf(content) ?? 0) / 2
  return [first - around, last + around]
}
