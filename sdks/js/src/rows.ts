import { type Meta, type Next, nextOf, type Page, refuseSame } from './page.ts'

/**
 * Every row of a list, loaded page by page as the loop goes on. Where a list has a cursor, every row comes once. By page,
 * a row created meanwhile is not seen twice; a row deleted meanwhile moves the later ones up, and one may be missed:
 * take `toArray()` first, and delete then.
 */
export class Rows<Row> implements AsyncIterable<Row> {
  readonly #load: (next: Next) => Promise<Page<Row, Meta>>
  readonly #first: Next

  constructor(load: (next: Next) => Promise<Page<Row, Meta>>, first: Next) {
    this.#load = load
    this.#first = first
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    let before = new Set<unknown>()
    let last = new Set<unknown>()
    for (let next: Next | undefined = this.#first; next !== undefined; ) {
      const page: Page<Row, Meta> = await this.#load(next)
      // A row that was created meanwhile moves others to the next page, more than a page of them to the one after it.
      const here = new Set<unknown>()
      for (const row of page) {
        const id = (row as { id?: unknown }).id ?? JSON.stringify(row)
        if (!before.has(id) && !last.has(id)) yield row
        here.add(id)
      }
      before = last
      last = here
      const following = nextOf(page.meta)
      refuseSame(next, following)
      next = following
    }
  }

  async toArray(): Promise<Row[]> {
    const rows: Row[] = []
    for await (const row of this) rows.push(row)
    return rows
  }
}
