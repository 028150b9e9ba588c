/** True if these scopes allow the action on the resource, as the gateway decides: `allows(session, 'write:api-keys')`. */
export function allows({ scopes }: { scopes: readonly string[] }, wanted: string): boolean {
  const [action, resource] = wanted.split(':')
  return scopes.some((scope) => {
    if (scope === '*') return true
    const [given = '', of = ''] = scope.split(':')
    return (
      (given === action || ['manage', 'all', '*'].includes(given)) && (of === resource || ['all', '*'].includes(of))
    )
  })
}
