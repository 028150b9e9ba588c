import { SdkError } from './sdk-error.ts'

export interface NumberedMeta {
  current_page: number
  per_page: number
  total: number
  last_page: number
  from: number | null
  to: number | null
  /** False: there are more than `total`. */
  total_is_exact?: boolean
}

export interface CursorMeta {
  per_page: number
  next_cursor: string | null
}

export type Meta = NumberedMeta | CursorMeta

/** The next page of a list: by its number, or by the cursor. */
export type Next = { page: number } | { cursor: string }

/** One page of a list. Iterating goes over its own rows; `all()` of the resource goes over everything. */
export class Page<Row, Of extends Meta = Meta> implements Iterable<Row> {
  readonly data: Row[]
  readonly meta: Of
  readonly #load: (next: Next) => Promise<Page<Row, Of>>

  constructor({ data, meta }: { data: Row[]; meta: Of }, load: (next: Next) => Promise<Page<Row, Of>>) {
    this.data = data
    this.meta = meta
    this.#load = load
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.data[Symbol.iterator]()
  }

  hasNextPage(): boolean {
    return nextOf(this.meta) !== undefined
  }

  /** Rejects if there is none. */
  async nextPage(): Promise<Page<Row, Of>> {
    const next = nextOf(this.meta)
    if (next === undefined) throw new SdkError('There is no next page: ask hasNextPage() first.')
    return this.#load(next)
  }
}

export function nextOf(meta: Meta): Next | undefined {
  if ('next_cursor' in meta) return meta.next_cursor ? { cursor: meta.next_cursor } : undefined
  return meta.current_page < meta.last_page ? { page: meta.current_page + 1 } : undefined
}
