import { createHash } from 'node:crypto'
import { beginning, ChainLinks, type KeptHead } from './chain-links.ts'
import { coversMonth, type ExportMark, markOf } from './export-mark.ts'

export type { KeptHead }

/** The chain of one month in an export. */
export interface CheckedChain {
  /** YYYY-MM */
  month: string
  /** The last position. */
  last: number
  /** Position of the latest kept head; undefined without one. */
  keptUntil: number | undefined
}

export interface CheckedExport {
  entries: number
  /** Entries that had no seal yet: nothing is proved of them. */
  unsealed: number
  /** Places where a chain goes on with entries that are not in the export: of other workspaces, of other times, or removed. */
  gaps: number
  chains: CheckedChain[]
  /** True when there are entries and every chain is whole from position 1 to its last; false: single lines fit, and no more is proved. */
  isWhole: boolean
  /** Names the first line that does not fit, or what is missing; undefined when all fits. */
  fault: string | undefined
}

// With s, since names may hold U+2028 and U+2029. The id is shown.
const linePattern =
  /^(\{"id":"(\w*)","at":"((\d{4}-\d\d)-\d\dT[\d:.]+Z)".*),"position":(?:null,"previous_seal":null,"seal":null|([1-9]\d{0,14}),"previous_seal":"([0-9a-f]{64})","seal":"([0-9a-f]{64})")\}$/s

/** Checks an export line by line, without the database. Its lines come nearly in order; memory does not grow with their number. */
export class ExportCheck {
  readonly #heads: readonly KeptHead[]
  readonly #missing: Map<string, string>
  readonly #chains = new Map<string, ChainLinks>()
  #entries = 0
  #unsealed = 0
  /** Time of the oldest entry without a seal, and of the newest entry that is a kept head. */
  #unsealedFrom: string | undefined
  #keptTo = ''
  #lines = 0
  #mark: ExportMark | undefined
  #fault: string | undefined

  constructor(heads: readonly KeptHead[]) {
    this.#heads = heads
    this.#missing = new Map(heads.map(({ month, position, seal }) => [`${month} ${position}`, seal]))
  }

  /** Returns false once a line does not fit: the rest need not be read. */
  add(line: string): boolean {
    this.#lines++
    this.#fault ??=
      this.#mark === undefined ? this.#faultOf(line) : `line ${this.#lines} comes after the end of the export`
    return this.#fault === undefined
  }

  end(): CheckedExport {
    const ends = [...this.#chains].map(([month, links]) => ({ month, ...links.end() }))
    const gaps = ends.reduce((sum, end) => sum + end.gaps, 0)
    const fault = this.#fault ?? this.#faultOfEnd() ?? this.#faultOfGaps(ends)
    const chains = ends.map(({ month, last }) => ({ month, last, keptUntil: this.#keptUntil(month) }))
    const isWhole =
      fault === undefined &&
      this.#entries > 0 &&
      this.#mark?.allWorkspaces === true &&
      gaps === 0 &&
      this.#unsealed === 0
    return { entries: this.#entries, unsealed: this.#unsealed, gaps, chains, isWhole, fault }
  }

  #faultOf(line: string): string | undefined {
    const [, text, id, at = '', month = '', place, previous = '', seal = ''] = linePattern.exec(line) ?? []
    if (text === undefined) return this.#endOf(line)
    this.#entries++
    if (place === undefined) {
      this.#unsealed++
      if (this.#unsealedFrom === undefined || at < this.#unsealedFrom) this.#unsealedFrom = at
      return undefined
    }
    const position = Number(place)
    const where = `entry ${id} at position ${place} (line ${this.#lines})`
    if (createHash('sha256').update(`${previous}${text}}`).digest('hex') !== seal)
      return `${where} does not fit its seal`
    if (position === 1 && previous !== beginning) return `${where} is not the beginning of its chain`
    const kept = this.#heads.find((head) => head.month === month && head.position === position)
    if (kept !== undefined && kept.seal !== seal)
      return `${where} is not the head that was kept: the chain was rewritten up to there`
    if (kept !== undefined && at > this.#keptTo) this.#keptTo = at
    this.#missing.delete(`${month} ${position}`)
    return this.#link(month, position, previous, seal, where)
  }

  #endOf(line: string): string | undefined {
    this.#mark = markOf(line)
    return this.#mark === undefined ? `line ${this.#lines} is no entry of an export` : undefined
  }

  #link(month: string, position: number, previous: string, seal: string, where: string): string | undefined {
    const links = this.#chains.get(month) ?? new ChainLinks()
    this.#chains.set(month, links)
    const added = links.add(position, previous, seal)
    if (added === 'repeated') return `${where} repeats a position that came before: a chain has each position once`
    return added === 'fits'
      ? undefined
      : `${where} does not follow the entry before it, or is not followed by the one after it`
  }

  #keptUntil(month: string): number | undefined {
    const positions = this.#heads.filter((head) => head.month === month).map(({ position }) => position)
    return positions.length === 0 ? undefined : Math.max(...positions)
  }

  #faultOfEnd(): string | undefined {
    if (this.#mark?.complete !== true || this.#mark.entries !== this.#entries)
      return 'the export was cut off, or lines are missing: its last line does not tell that it is complete'
    if (this.#heads.length > 0 && !this.#mark.allWorkspaces)
      return 'the export is not of all workspaces, so it cannot show that a chain is whole up to a kept head: export with all_workspaces=true'
    const [missing] = this.#missing.keys()
    if (missing !== undefined) return `the head of ${missing.replace(' ', ' at position ')} is not in the export`
    if (this.#unsealedFrom !== undefined && this.#unsealedFrom <= this.#keptTo)
      return `an entry of ${this.#unsealedFrom} has no seal, before a kept head: it was inserted, or came late; export again in a minute`
    return undefined
  }

  #faultOfGaps(ends: readonly { month: string; firstGap: number | undefined }[]): string | undefined {
    for (const { month, firstGap } of ends) {
      if (firstGap === undefined) continue
      const kept = this.#keptUntil(month)
      if (kept !== undefined && firstGap < kept)
        return `the chain of ${month} has no entry at position ${firstGap}, before the kept head at position ${kept}: it was removed, or is of a time that was not exported`
      if (this.#mark !== undefined && coversMonth(this.#mark, month))
        return `the chain of ${month} has no entry at position ${firstGap}: it was removed`
    }
    return undefined
  }
}
