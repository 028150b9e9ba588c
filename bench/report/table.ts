import type { Goal, Row } from './comparison.ts'

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const head = ['What', 'Ours', 'Floor', 'Ours ÷ floor: least, median, most', 'Goal']
  const cells = [head, ['---', '---:', '---:', '---:', '---:'], ...rows.map(cellsOf)]
  return cells.map((row) => `| ${row.join(' | ')} |\n`).join('')
}

/** Something was measured in every pass, and no call failed. */
export const isSound = ({ ours, floor, failed }: Row): boolean =>
  failed === 0 &&
  [ours, floor?.figures ?? [1]].every((figures) => figures.length > 0 && figures.every((one) => one > 0))

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

function cellsOf({ what, unit, ours, floor, goal }: Row): string[] {
  const ratios = floor === undefined ? [] : ours.map((figure, pass) => figure / (floor.figures[pass] ?? Number.NaN))
  const shown = (figures: readonly number[]) => `${amount(median(figures), unit)}`
  return [
    what,
    floor === undefined && ours.length > 1 ? `${shown(ours)} (${least(ours, unit)}–${most(ours, unit)})` : shown(ours),
    floor === undefined ? '' : `${shown(floor.figures)} ${floor.name}`,
    ratios.length === 0 ? '' : [Math.min(...ratios), median(ratios), Math.max(...ratios)].map(twoDigits).join(', '),
    goal === undefined
      ? ''
      : verdict(goal, median(ratios.length === 0 ? ours : ratios), floor === undefined ? unit : ''),
  ]
}

function verdict(goal: Goal, reached: number, unit: Row['unit'] | ''): string {
  const isReached = 'atLeast' in goal ? reached >= goal.atLeast : reached <= goal.atMost
  const bound = 'atLeast' in goal ? `≥ ${twoDigits(goal.atLeast)}` : `≤ ${twoDigits(goal.atMost)}`
  return `${bound}${unit === '' ? '' : ` ${unit}`}${isReached ? '' : ' missed'}`
}

const least = (figures: readonly number[], unit: Row['unit']) => amount(Math.min(...figures), unit)
const most = (figures: readonly number[], unit: Row['unit']) => amount(Math.max(...figures), unit)
const twoDigits = (value: number) => String(Number(value.toFixed(2)))

function amount(value: number, unit: Row['unit']): string {
  const digits = value < 10 ? 1 : 0
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return unit === '/s' ? `${text}/s` : `${text} ${unit}`
}
