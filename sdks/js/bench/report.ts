export interface Size {
  rounds: number
  /** In each round. */
  calls: number
}

export interface Row {
  what: string
  /** In each round; the floor or peer in the same round. */
  ours: readonly number[]
  unit: string
  peer?: { name: string; figures: readonly number[] }
  /** The most that is wanted: of the ratio, if there is a peer and no unit is named. */
  most?: number
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** A Markdown table; figures and ratios are medians of the rounds. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, ours, unit, peer, most }) => {
    const ratio = peer && median(ours.map((figure, round) => figure / (peer.figures[round] ?? Number.NaN)))
    const reached = ratio ?? median(ours)
    const goal = most === undefined ? '' : `≤ ${most}${reached <= most ? '' : ' missed'}`
    const beside = peer === undefined ? '' : `${amount(median(peer.figures), unit)} ${peer.name}`
    return [what, amount(median(ours), unit), beside, ratio === undefined ? '' : ratio.toFixed(2), goal]
  })
  const all = [['What', 'Ours', 'Beside', 'Ours ÷ beside', 'Goal'], ['---', '---:', '---:', '---:', '---:'], ...lines]
  return all.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

const amount = (value: number, unit: string): string => `${Number(value.toPrecision(3)).toLocaleString('en')} ${unit}`
