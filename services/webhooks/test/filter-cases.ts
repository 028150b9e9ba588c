import type { Json } from './filter-reference.ts'

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const names = ['a', 'b', 'c', '0', 'length', 'é', '__proto__', 'constructor', 'a b']
const scalars: readonly Json[] = [
  0,
  1,
  -1,
  2.5,
  9007199254740991,
  1e300,
  '',
  'x',
  'xy',
  'yx',
  'é',
  '😀',
  '1',
  true,
  false,
  null,
]
const texts = ['', 'x', 'y', 'xy', 'é']

/** A random filter and random data, so alike that they often meet. */
export function filterCase(random: () => number): { filter: Json; data: Json } {
  const upTo = (count: number) => Math.floor(random() * count)
  const oneOf = <T>(values: readonly T[]): T => {
    const value = values[upTo(values.length)]
    if (value === undefined) throw new Error('no values to choose from')
    return value
  }
  const some = <T>(min: number, max: number, make: () => T): T[] =>
    Array.from({ length: min + upTo(max - min + 1) }, make)
  // Of entries and parsed: an assignment to __proto__ would set the prototype.
  const object = (entries: [string, Json][]): Json => JSON.parse(JSON.stringify(Object.fromEntries(entries)))
  const name = () => oneOf(random() < 0.8 ? names.slice(0, 2) : names)
  const path = () => some(1, random() < 0.6 ? 1 : 3, name).join('.')

  function value(depth: number): Json {
    const kind = random()
    if (depth === 0 || kind < 0.45) return oneOf(scalars)
    if (kind < 0.65) return some(0, 3, () => value(depth - 1))
    return object(some(0, 4, (): [string, Json] => [name(), value(depth - 1)]))
  }
  function operator(depth: number): [string, Json] {
    const kind = oneOf([
      '$eq',
      '$neq',
      '$order',
      '$in',
      '$nin',
      '$exists',
      '$startsWith',
      '$endsWith',
      '$not',
      '$group',
    ])
    if (kind === '$eq' || kind === '$neq') return [kind, oneOf(scalars)]
    if (kind === '$order') return [oneOf(['$gt', '$gte', '$lt', '$lte']), oneOf([0, 1, 2.5, '', 'x', 'é'])]
    if (kind === '$in' || kind === '$nin') return [kind, some(0, 4, () => oneOf(scalars))]
    if (kind === '$exists') return [kind, random() < 0.5]
    if (kind === '$startsWith' || kind === '$endsWith') return [kind, oneOf(texts)]
    if (depth === 0) return ['$eq', oneOf(scalars)]
    if (kind === '$not') return [kind, node(depth - 1)]
    return [oneOf(['$and', '$or']), some(1, 3, () => node(depth - 1))]
  }
  function node(depth: number): Json {
    if (depth === 0 || random() < 0.3) return oneOf(scalars)
    return object(some(1, 2, (): [string, Json] => (random() < 0.75 ? operator(depth - 1) : [path(), node(depth - 1)])))
  }
  function group(depth: number): Json {
    const entry = (): [string, Json] => {
      const kind = random()
      if (depth === 0 || kind < 0.7) return [path(), node(2)]
      return kind < 0.8 ? ['$not', group(depth - 1)] : [oneOf(['$and', '$or']), some(1, 3, () => group(depth - 1))]
    }
    return object(some(1, 2, entry))
  }
  return { filter: random() < 0.02 ? {} : group(2), data: object(some(1, 6, (): [string, Json] => [name(), value(3)])) }
}
