/** What Plinth tells endpoints, by resource. */
const emitted: Readonly<Record<string, readonly string[]>> = {
  workspace: ['created', 'updated', 'deleted'],
  namespace: ['created', 'updated', 'deleted'],
  user: ['created', 'updated', 'deleted'],
  api_key: ['created', 'rotated', 'revoked'],
  webhook: ['created', 'updated', 'deleted', 'disabled', 'enabled'],
  member: ['added', 'updated', 'removed', 'invited'],
  package: ['assigned', 'suspended', 'reactivated', 'renewed', 'cancelled', 'expired'],
  boost: ['activated', 'expired'],
  entitlement: ['limit_warning', 'limit_reached'],
  catalog: ['updated'],
}
// The names of the API reference's example: accepted, and nothing of Plinth emits them.
const example: Readonly<Record<string, readonly string[]>> = { resource: ['created', 'updated', 'deleted'] }

export const pingType = 'ping'

const known = { ...emitted, ...example }
const names = new Set([
  pingType,
  '*',
  ...Object.entries(known).flatMap(([resource, verbs]) => [
    `${resource}.*`,
    ...verbs.map((verb) => `${resource}.${verb}`),
  ]),
])

/** May an endpoint ask for it: an exact type, `resource.*` or `*`? */
export function isEventPattern(name: string): boolean {
  return names.has(name)
}

/** Does one of an endpoint's patterns take events of this type? */
export function takesEvent(patterns: readonly string[], type: string): boolean {
  return patterns.some((pattern) => pattern === '*' || pattern === type || pattern === `${type.split('.')[0]}.*`)
}
