// A second evaluator for the tests, written without the first: it walks over all data, and reads the filter as it stands.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

export function referenceMatches(filter: Json, data: Json): boolean {
  const reached = new Map<string, Json[]>()
  collect(data, [], reached)
  return holds(filter, [], reached)
}

function collect(value: Json, path: readonly string[], reached: Map<string, Json[]>): void {
  const key = JSON.stringify(path)
  const known = reached.get(key)
  if (known === undefined) reached.set(key, [value])
  else known.push(value)
  for (const member of Array.isArray(value) ? value : [value]) {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) continue
    for (const [name, inner] of Object.entries(member)) collect(inner, [...path, name], reached)
  }
}

function holds(filter: Json, path: readonly string[], reached: Map<string, Json[]>): boolean {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter))
    return compares('$eq', filter, path, reached)
  return Object.entries(filter).reduce((all, [key, value]) => all && part(key, value, path, reached), true)
}

function part(key: string, value: Json, path: readonly string[], reached: Map<string, Json[]>): boolean {
  const parts = () => (Array.isArray(value) ? value : []).map((one) => holds(one, path, reached))
  if (key === '$and') return !parts().includes(false)
  if (key === '$or') return parts().includes(true)
  if (key === '$not') return !holds(value, path, reached)
  if (key.startsWith('$')) return compares(key, value, path, reached)
  return holds(value, [...path, ...key.split('.')], reached)
}

function compares(operator: string, operand: Json, path: readonly string[], reached: Map<string, Json[]>): boolean {
  const found = reached.get(JSON.stringify(path)) ?? []
  const values = found.flatMap((value) => (Array.isArray(value) ? value : [value]))
  const some = (fits: (order: number) => boolean) =>
    values.some((value) => {
      const order = orderOf(value, operand)
      return order !== undefined && fits(order)
    })
  const texts = values.filter((value) => typeof value === 'string')
  const list = Array.isArray(operand) ? operand : []
  const isOneOf = () => list.some((one) => values.some((value) => orderOf(value, one) === 0))
  switch (operator) {
    case '$eq':
      return some((order) => order === 0)
    case '$neq':
      return !some((order) => order === 0)
    case '$gt':
      return some((order) => order === 1)
    case '$gte':
      return some((order) => order !== -1)
    case '$lt':
      return some((order) => order === -1)
    case '$lte':
      return some((order) => order !== 1)
    case '$in':
      return isOneOf()
    case '$nin':
      return !isOneOf()
    case '$exists':
      return found.length > 0 === operand
    case '$startsWith':
      return texts.some((text) => text.slice(0, String(operand).length) === operand)
    case '$endsWith':
      return texts.some((text) => text.slice(Math.max(0, text.length - String(operand).length)) === operand)
    default:
      throw new Error(`no such operator: ${operator}`)
  }
}

/** -1, 0 or 1; undefined for values that have no order. */
function orderOf(one: Json, other: Json): number | undefined {
  if (typeof one === 'object' || typeof other === 'object') return one === null && other === null ? 0 : undefined
  if (typeof one !== typeof other) return undefined
  return one === other ? 0 : one > other ? 1 : -1
}
