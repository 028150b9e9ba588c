import { once } from 'node:events'
import { usageError } from '../failure.ts'
import type { Io } from '../io.ts'
import type { Format } from './format.ts'
import type { Say } from './say.ts'
import { Table, writeFields } from './table.ts'
import { visible, visibleJson } from './visible.ts'

type Row = Readonly<Record<string, unknown>>

export interface View {
  /** Shown in a table if the user names none. */
  columns?: readonly string[]
}

export interface OutputOptions {
  format: Format
  /** Columns of --columns. */
  columns?: readonly string[] | undefined
}

/** Writes data to stdout, in the format that the user asks for. */
export class Output {
  readonly format: Format
  readonly #io: Io
  readonly #say: Say
  readonly #columns: readonly string[] | undefined
  /** All who wait for the reader wait for this: a stream with a listener for each of them warns. */
  #drained: Promise<unknown> | undefined

  constructor(io: Io, say: Say, { format, columns }: OutputOptions) {
    this.format = format
    this.#io = io
    this.#say = say
    this.#columns = columns
  }

  /** An answer that is no list. Undefined writes nothing. */
  async one(value: unknown): Promise<void> {
    if (value === undefined) return
    switch (this.format) {
      case 'json':
        return this.#json(value)
      case 'ndjson':
        return this.#line(value)
      case 'yaml':
        return this.#yaml(value)
      case 'id':
        return this.#id(value)
      case 'table':
        return isObject(value) ? writeFields(this.#io, this.#pick(value)) : this.#write(visible(String(value)))
    }
  }

  /** A list of any length, page by page. */
  async rows(pages: AsyncIterable<readonly unknown[]>, { columns = [] }: View = {}): Promise<void> {
    let count = 0
    let table: Table | undefined
    for await (const rows of pages) {
      if (this.format === 'table') {
        const objects = rows.map((row) => (isObject(row) ? row : { value: row }))
        if (objects.length === 0) continue
        table ??= new Table(this.#io, this.#columnsOf(objects, columns))
        const left = table.write(objects)
        if (left.length > 0) this.#say.note(`There is no room for ${left.join(', ')}; --columns chooses.`)
      }
      for (const row of rows) {
        if (this.format === 'json')
          this.#write(`${count === 0 ? '[' : ','}\n${indented(JSON.stringify(row, undefined, 2))}`, '')
        if (this.format === 'ndjson') this.#line(row)
        if (this.format === 'yaml') await this.#yaml([row])
        if (this.format === 'id') this.#id(row)
        count += 1
      }
      await this.#taken()
    }
    if (this.format === 'json') this.#write(count === 0 ? '[]' : '\n]')
    if (this.format === 'yaml' && count === 0) this.#write('[]')
    if (this.format === 'table' && count === 0) this.#say.note('There are none.')
  }

  /** One of a list without an end, at once: in a table a line of its own, in JSON as well. */
  async next(value: unknown, sentence: () => string): Promise<void> {
    if (this.format === 'table') this.#write(sentence())
    else if (this.format === 'json') this.#line(value)
    else await this.one(this.format === 'yaml' ? [value] : value)
    await this.#taken()
  }

  /** The same of a text that is JSON already: its numbers and spaces stay as they are. */
  async nextJson(text: string): Promise<void> {
    this.#write(visibleJson(text))
    await this.#taken()
  }

  /** A slow reader is waited for, so that no more than a page is in memory. */
  async #taken(): Promise<void> {
    const { stdout } = this.#io
    if (!stdout.writableNeedDrain) return
    this.#drained ??= once(stdout, 'drain').finally(() => {
      this.#drained = undefined
    })
    await this.#drained
  }

  #columnsOf(rows: readonly Row[], usual: readonly string[]): readonly string[] {
    if (this.#columns !== undefined) return this.#columns
    const there = new Set(rows.flatMap((row) => Object.keys(row)))
    const known = usual.filter((name) => there.has(name))
    return known.length > 0 ? known : [...there]
  }

  #pick(value: Row): Row {
    const columns = this.#columns
    return columns === undefined ? value : Object.fromEntries(columns.map((name) => [name, value[name]]))
  }

  #json(value: unknown): void {
    this.#write(visibleJson(JSON.stringify(value, undefined, 2)))
  }

  #line(value: unknown): void {
    this.#write(visibleJson(JSON.stringify(value)))
  }

  async #yaml(value: unknown): Promise<void> {
    const { yamlText } = await import('./yaml.ts')
    this.#write(yamlText(value), '')
  }

  #id(value: unknown): void {
    const id = isObject(value) ? value['id'] : undefined
    if (typeof id !== 'string') throw usageError('This answer has no id: use another format than `-o id`.')
    this.#write(visible(id))
  }

  #write(text: string, end = '\n'): void {
    this.#io.stdout.write(text + end)
  }
}

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

const indented = (json: string): string => visibleJson(json).replaceAll(/^/gm, '  ')
