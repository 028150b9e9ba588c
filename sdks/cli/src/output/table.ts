import { styleText } from 'node:util'
import type { Io } from '../io.ts'
import { cut, visible, widthOf } from './visible.ts'

type Row = Readonly<Record<string, unknown>>

const gap = 2
/** A cell that is longer is cut, unless it is an id or the last one. */
const cellMax = 40

const good = ['active', 'delivered', 'success', 'healthy', 'done', 'accepted']
const waiting = ['pending', 'suspended', 'slow', 'held', 'running', 'invited']
const bad = ['failed', 'failing', 'revoked', 'cancelled', 'disabled', 'open', 'expired']

/** Writes rows in columns, as wide as the first rows need: a list of any length takes the memory of a page. */
export class Table {
  readonly #io: Io
  readonly #names: readonly string[]
  #widths: number[] | undefined

  constructor(io: Io, names: readonly string[]) {
    this.#io = io
    this.#names = names
  }

  /** Names of the columns for which the terminal has no room, if these are the first rows. */
  write(rows: readonly Row[]): string[] {
    const left = this.#widths === undefined ? this.#begin(rows) : []
    for (const row of rows) this.#line(row)
    return left
  }

  #begin(rows: readonly Row[]): string[] {
    const wanted = this.#names.map((name) =>
      Math.max(widthOf(heading(name)), ...rows.map((row) => widthOf(shown(name, row[name])))),
    )
    const room = this.#io.stdout.isTTY === true ? (this.#io.stdout.columns ?? 80) : Number.POSITIVE_INFINITY
    this.#widths = []
    let used = 0
    for (const [at, width] of wanted.entries()) {
      if (at > 0 && used + width > room) break
      this.#widths.push(width)
      used += width + gap
    }
    const names = this.#names.slice(0, this.#widths.length)
    this.#print(names.map((name) => [heading(name), (text) => this.#paint(['bold'], text)]))
    return this.#names.slice(this.#widths.length)
  }

  #line(row: Row): void {
    const names = this.#names.slice(0, this.#widths?.length)
    this.#print(names.map((name) => [shown(name, row[name]), (text) => this.#coloured(name, row[name], text)]))
  }

  #print(cells: readonly [text: string, paint: (text: string) => string][]): void {
    const line = cells.map(([text, paint], at) => {
      const space = (this.#widths?.[at] ?? 0) - widthOf(text)
      return at === cells.length - 1 ? paint(text) : paint(text) + ' '.repeat(Math.max(0, space) + gap)
    })
    this.#io.stdout.write(`${line.join('').trimEnd()}\n`)
  }

  #coloured(name: string, value: unknown, text: string): string {
    if (value === null || value === undefined) return this.#paint(['dim'], text)
    const style = /^(status|health)$/.test(name) ? styleOf(String(value)) : undefined
    return style === undefined ? text : this.#paint([style], text)
  }

  #paint(styles: Parameters<typeof styleText>[0], text: string): string {
    return styleText(styles, text, { stream: this.#io.stdout as NodeJS.WriteStream })
  }
}

/** Writes one object, a field a line. */
export function writeFields(io: Io, object: Row): void {
  const names = Object.keys(object)
  const width = Math.max(...names.map((name) => widthOf(visible(name))))
  for (const name of names) {
    const label = visible(name).padEnd(width)
    const bold = styleText('bold', label, { stream: io.stdout as NodeJS.WriteStream })
    io.stdout.write(`${`${bold}  ${cell(object[name])}`.trimEnd()}\n`)
  }
}

const heading = (name: string): string => visible(name).toUpperCase()

const shown = (name: string, value: unknown): string =>
  name === 'id' || name.endsWith('_id') ? cell(value) : cut(cell(value), cellMax)

function cell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return visible(value)
  return visible(Array.isArray(value) && value.every(isText) ? value.join(', ') : JSON.stringify(value))
}

const isText = (value: unknown): boolean => typeof value === 'string'

function styleOf(word: string): 'green' | 'yellow' | 'red' | undefined {
  if (good.includes(word)) return 'green'
  if (waiting.includes(word)) return 'yellow'
  return bad.includes(word) ? 'red' : undefined
}
