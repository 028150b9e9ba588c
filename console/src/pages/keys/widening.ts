import { includesScope } from '../../api/scopes.ts'

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
  const scopes = now.scopes.filter((wanted) => !before.scopes.some((given) => includesScope(given, wanted)))
  const addresses = newAddresses(before.addresses, now.addresses)
  return scopes.length === 0 && addresses.length === 0 ? undefined : { scopes, addresses }
}

function newAddresses(before: readonly string[], now: readonly string[]): readonly string[] | 'every' {
  if (before.length === 0) return []
  return now.length === 0 ? 'every' : now.filter((one) => !before.includes(one))
}
