import { UnexpectedAnswerError } from './errors.ts'
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
  if ('next_cursor' in meta) {
    if (meta.next_cursor && typeof meta.next_cursor !== 'string') throw noPage('next_cursor')
    return meta.next_cursor ? { cursor: meta.next_cursor } : undefined
  }
  const { current_page = 1, last_page = 1 } = meta
  if (!Number.isInteger(current_page) || !Number.isInteger(last_page)) throw noPage('current_page or last_page')
  return current_page < last_page ? { page: current_page + 1 } : undefined
}

/** Throws if the next page would be asked for as this one was. */
export function refuseSame(asked: object | undefined, next: Next | undefined): void {
  for (const [name, value] of Object.entries(next ?? {})) {
    if ((asked as Record<string, unknown> | undefined)?.[name] !== value) continue
    throw new UnexpectedAnswerError(`The next page has the same ${name} as this one: the list would never end.`, 200)
  }
}

const noPage = (field: string) =>
  new UnexpectedAnswerError(`The answer is not a page of a list: its ${field} has another type.`, 200)
