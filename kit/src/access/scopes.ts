// "action:resource" (api.md §4). Actions are a closed set; resources are not, so only a wildcard covers a wildcard.
const actions = ['read', 'write', 'delete'] as const
const wildcards = ['all', '*']
const actionWords: readonly string[] = [...actions, 'manage', ...wildcards]
const resources = [
  'workspaces',
  'namespaces',
  'users',
  'api-keys',
  'webhooks',
  // Guards publishing; events are read with the scope of webhooks.
  'events',
  'entitlements',
  'usage',
  'catalog',
  'audit-log',
  // Example name of the public reference; it guards nothing.
  'resources',
]
const resourceWords: readonly string[] = [...resources, ...wildcards]

export const everything = '*'
/** Guards the recording of usage: only the wildcard `*` includes it. */
export const metering = 'metering'

/** Returns the stored form, action first, or undefined for an unknown scope. */
export function normaliseScope(scope: string): string | undefined {
  if (scope === everything || scope === metering) return scope
  const [left = '', right = '', ...rest] = scope.split(':')
  if (rest.length > 0) return undefined
  if (actionWords.includes(left) && resourceWords.includes(right)) return `${left}:${right}`
  if (resourceWords.includes(left) && actionWords.includes(right)) return `${right}:${left}`
  return undefined
}

/** Returns the stored forms without duplicates, and the unknown scopes. */
export function parseScopes(scopes: readonly string[]): { scopes: string[]; unknown: string[] } {
  const known = new Set<string>()
  const unknown: string[] = []
  for (const scope of scopes) {
    const normal = normaliseScope(scope)
    if (normal === undefined) unknown.push(scope)
    else known.add(normal)
  }
  return { scopes: [...known], unknown }
}

/** Returns true if the granted scopes, in stored form, allow everything that `required` names. */
export function coversScope(granted: readonly string[], required: string): boolean {
  if (required === metering) return granted.includes(metering) || granted.includes(everything)
  if (required === everything && !coversScope(granted, metering)) return false
  const [action = '', resource = '*'] = required.split(':')
  const asked = isAnyAction(action) ? actions : [action]
  return asked.every((one) => granted.some((scope) => allows(scope, one, resource)))
}

/** Returns the scopes in `wanted` that exceed `granted`. */
export const scopesBeyond = (granted: readonly string[], wanted: readonly string[]): string[] =>
  wanted.filter((scope) => !coversScope(granted, scope))

/** Limits `wanted` to the granted scopes; an "all" becomes the granted resources. */
export function narrowScopes(granted: readonly string[], wanted: readonly string[]): string[] {
  return wanted.flatMap((scope) => {
    const [action = '', resource = ''] = scope.split(':')
    if (coversScope(granted, scope)) return [scope]
    if (!wildcards.includes(resource)) return []
    return resources.map((resource) => `${action}:${resource}`).filter((one) => coversScope(granted, one))
  })
}

function allows(scope: string, action: string, resource: string): boolean {
  if (scope === everything) return true
  const [grantedAction = '', grantedResource = ''] = scope.split(':')
  if (grantedAction !== action && !isAnyAction(grantedAction)) return false
  return grantedResource === resource || wildcards.includes(grantedResource)
}

function isAnyAction(action: string): boolean {
  return action === 'manage' || wildcards.includes(action)
}
