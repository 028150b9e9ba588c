interface Bounds {
  scopes: readonly string[]
  /** Empty: every address. */
  addresses: readonly string[]
}

/** The scopes and addresses that a changed key has and had not before. */
export interface Widening {
  scopes: readonly string[]
  addresses: readonly string[] | 'every'
}

/** Undefined: the key may do nothing new. A network within a listed one counts as new. */
export function wideningOf(before: Bounds, now: Bounds): Widening | undefined {
  const scopes = now.scopes.filter((wanted) => !before.scopes.some((given) => includes(given, wanted)))
  const addresses = newAddresses(before.addresses, now.addresses)
  return scopes.length === 0 && addresses.length === 0 ? undefined : { scopes, addresses }
}

function newAddresses(before: readonly string[], now: readonly string[]): readonly string[] | 'every' {
  if (before.length === 0) return []
  return now.length === 0 ? 'every' : now.filter((one) => !before.includes(one))
}

/** True if everything that the scope `wanted` allows is allowed by `given`; `*` alone includes scopes without a resource. */
function includes(given: string, wanted: string): boolean {
  if (given === '*' || given === wanted) return true
  const [givenAction = '', givenResource] = given.split(':')
  const [action = '', resource] = wanted.split(':')
  if (givenResource === undefined || resource === undefined) return false
  const isOf = (one: string, other: string, words: readonly string[]) => one === other || words.includes(one)
  return isOf(givenAction, action, ['manage', 'all', '*']) && isOf(givenResource, resource, ['all', '*'])
}
