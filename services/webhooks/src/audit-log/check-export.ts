import { createHash } from 'node:crypto'

/** A head that was kept elsewhere. */
export interface KeptHead {
  /** YYYY-MM */
  month: string
  position: number
  /** In lower-case hex. */
  seal: string
}

export interface CheckedExport {
  entries: number
  /** Entries that had no seal yet. */
  unsealed: number
  /** Places where a chain goes on with entries that are not in the export: of other workspaces, of other times, or removed. */
  gaps: number
  /** Names the first line that does not fit; undefined when all do. */
  fault: string | undefined
}

interface Ends {
  /** Seals whose next link has not come, by position. */
  open: Map<number, string>
  /** Seals before links whose link before has not come, by position. */
  wanted: Map<number, string>
}

const linePattern =
  /^(\{"id":"([^"]*)","at":"(\d{4}-\d\d)[^"]*".*),"position":(\d+|null),"previous_seal":(?:"([0-9a-f]{64})"|null),"seal":(?:"([0-9a-f]{64})"|null)\}$/
const beginning = '0'.repeat(64)
// Lines are nearly in the order of the chain: a neighbour that has not come within so many never does.
const apartMax = 10_000

/** Checks an export line by line, without the database. Its lines come in any order; memory does not grow with their number. */
export class ExportCheck {
  readonly #heads: Map<string, string>
  readonly #chains = new Map<string, Ends>()
  #entries = 0
  #unsealed = 0
  #forgotten = 0
  #lines = 0
  #mark: { complete: boolean; entries: number } | undefined
  #fault: string | undefined

  constructor(heads: readonly KeptHead[]) {
    this.#heads = new Map(heads.map(({ month, position, seal }) => [`${month} ${position}`, seal]))
  }

  /** Returns false once a line does not fit: the rest need not be read. */
  add(line: string): boolean {
    this.#lines++
    this.#fault ??=
      this.#mark === undefined ? this.#faultOf(line) : `line ${this.#lines} comes after the end of the export`
    return this.#fault === undefined
  }

  end(): CheckedExport {
    const [missing] = this.#heads.keys()
    const isWhole = this.#mark?.complete === true && this.#mark.entries === this.#entries
    if (!isWhole)
      this.#fault ??= 'the export was cut off, or lines are missing: its last line does not tell that it is complete'
    if (missing !== undefined)
      this.#fault ??= `the head of ${missing.replace(' ', ' at position ')} is not in the export`
    const gaps = [...this.#chains.values()].reduce((sum, { wanted }) => sum + wanted.size, this.#forgotten)
    return { entries: this.#entries, unsealed: this.#unsealed, gaps, fault: this.#fault }
  }

  #faultOf(line: string): string | undefined {
    const [, text, id, month = '', place, previous, seal] = linePattern.exec(line) ?? []
    if (text === undefined) return this.#endOf(line)
    this.#entries++
    if (place === 'null' || previous === undefined || seal === undefined) {
      this.#unsealed++
      return undefined
    }
    const position = Number(place)
    const where = `entry ${id} at position ${place} (line ${this.#lines})`
    if (createHash('sha256').update(`${previous}${text}}`).digest('hex') !== seal)
      return `${where} does not fit its seal`
    if (position === 1 && previous !== beginning) return `${where} is not the beginning of its chain`
    const kept = this.#heads.get(`${month} ${position}`)
    if (kept !== undefined && kept !== seal)
      return `${where} is not the head that was kept: the chain was rewritten up to there`
    this.#heads.delete(`${month} ${position}`)
    return this.#link(month, position, previous, seal)
      ? undefined
      : `${where} does not follow the entry before it, or is not followed by the one after it`
  }

  #endOf(line: string): string | undefined {
    this.#mark = markOf(line)
    return this.#mark === undefined ? `line ${this.#lines} is no entry of an export` : undefined
  }

  #link(month: string, position: number, previous: string, seal: string): boolean {
    const chain = this.#chains.get(month) ?? { open: new Map(), wanted: new Map() }
    this.#chains.set(month, chain)
    const [before, after] = [chain.open.get(position - 1), chain.wanted.get(position + 1)]
    if (before !== undefined) chain.open.delete(position - 1)
    else if (position > 1) chain.wanted.set(position, previous)
    if (after !== undefined) chain.wanted.delete(position + 1)
    else chain.open.set(position, seal)
    if (chain.wanted.size > apartMax) {
      chain.wanted.delete(chain.wanted.keys().next().value ?? 0)
      this.#forgotten++
    }
    if (chain.open.size > apartMax) chain.open.delete(chain.open.keys().next().value ?? 0)
    return (before ?? previous) === previous && (after ?? seal) === seal
  }
}

function markOf(line: string): { complete: boolean; entries: number } | undefined {
  const [, complete, entries] = /^\{"export":\{"complete":(true|false),"entries":(\d+)[,}]/.exec(line) ?? []
  return complete === undefined ? undefined : { complete: complete === 'true', entries: Number(entries) }
}
