import { compile, type Matcher } from './compile.ts'
import { parseFilter } from './parse.ts'

interface StoredFilter {
  id: string
  /** Grows with every change of the endpoint. */
  version: number
  /** Null: none. */
  filter: unknown
}

const compiledMax = 20_000
const compiled = new Map<string, { version: number; matcher: Matcher | null }>()

/** The function of an endpoint's filter, made once for each version of the endpoint; null when it takes any data. */
export function filterOf({ id, version, filter }: StoredFilter): Matcher | null {
  if (filter === null) return null
  const known = compiled.get(id)
  if (known?.version === version) return known.matcher
  const read = parseFilter(filter)
  // A filter that this release cannot read was written by a later one: too many events are better than too few.
  const matcher = 'rule' in read ? compile(read.rule) : null
  compiled.delete(id)
  compiled.set(id, { version, matcher })
  const [oldest] = compiled.size > compiledMax ? compiled.keys() : []
  if (oldest !== undefined) compiled.delete(oldest)
  return matcher
}
