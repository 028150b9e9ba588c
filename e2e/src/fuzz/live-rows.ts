import type { operations } from '@plinth/gateway/operations'
import type { Random } from '../random.ts'
import type { Operation } from '../valid-calls.ts'

type Params = Readonly<Record<string, string>>

const perKindMax = 40

/** The rows that are there, by the parameter that names them; learned from the answers. */
export class LiveRows {
  readonly #rows = new Map<string, Params[]>()
  readonly #operations: typeof operations
  readonly #kept: ReadonlySet<string>

  /** @param kept Ids that stay out of the game. */
  constructor(all: typeof operations, kept: readonly string[]) {
    this.#operations = all
    this.#kept = new Set(kept)
  }

  /** Parameters of a living row for the path; else the operations that would make or list the first one that is missing. */
  paramsFor(operation: Operation, random: Random): { params: Params } | { wanting: readonly Operation[] } {
    const names = namesOf(operation)
    const last = names.at(-1)
    if (last === undefined) return { params: {} }
    const known = this.#rows.get(last) ?? []
    const row = known.length === 0 ? undefined : random.pick(known)
    if (row !== undefined && names.every((name) => name in row)) return { params: row }
    const parent = operation.path.slice(0, operation.path.indexOf(`/{${last}}`))
    return { wanting: this.#operations.filter(({ path, method }) => path === parent && /GET|POST/.test(method)) }
  }

  /** Takes note of what a call made, showed or ended. */
  learn(operation: Operation, params: Params, status: number, body: unknown): void {
    if ((operation.method === 'DELETE' && status === 204) || status === 404) this.#forget(operation, params)
    if (status >= 300) return
    const child = this.#operations.find(({ path }) =>
      new RegExp(`^${asPattern(operation.path)}/\\{\\w+\\}$`).test(path),
    )
    const name = child === undefined ? undefined : namesOf(child).at(-1)
    if (name === undefined) return
    for (const id of idsIn(body)) this.#add(name, { ...params, [name]: id })
  }

  #add(name: string, row: Params): void {
    const id = row[name] ?? ''
    if (this.#kept.has(id)) return
    const rows = (this.#rows.get(name) ?? []).filter((one) => one[name] !== id)
    rows.push(row)
    this.#rows.set(name, rows.slice(-perKindMax))
  }

  #forget(operation: Operation, params: Params): void {
    for (const name of namesOf(operation).slice(-1)) {
      const rows = this.#rows.get(name) ?? []
      this.#rows.set(
        name,
        rows.filter((row) => row[name] !== params[name]),
      )
    }
  }
}

const namesOf = ({ path }: Operation) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
const asPattern = (text: string) => text.replace(/[{}]/g, '\\$&')

function idsIn(body: unknown): string[] {
  const { data } = typeof body === 'object' && body !== null && 'data' in body ? body : { data: undefined }
  return [data].flat().flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const id = 'id' in item ? item.id : 'user_id' in item ? item.user_id : undefined
    return typeof id === 'string' ? [id] : []
  })
}
