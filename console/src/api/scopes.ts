/** True if these scopes allow the action on the resource, as the gateway decides: `allows(session, 'write:api-keys')`. */
export const allows = ({ scopes }: { scopes: readonly string[] }, wanted: string): boolean =>
  scopes.some((scope) => includesScope(scope, wanted))

/** True if everything that the scope `wanted` allows is allowed by `given`; `*` alone includes scopes without a resource. */
export function includesScope(given: string, wanted: string): boolean {
  if (given === '*' || given === wanted) return true
  const [givenAction = '', givenResource] = given.split(':')
  const [action = '', resource] = wanted.split(':')
  if (givenResource === undefined || resource === undefined) return false
  const isOf = (one: string, other: string, words: readonly string[]) => one === other || words.includes(one)
  return isOf(givenAction, action, ['manage', 'all', '*']) && isOf(givenResource, resource, ['all', '*'])
}
