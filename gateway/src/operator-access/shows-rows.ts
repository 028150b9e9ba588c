import type { OperationFacts, Scope } from '../operation/operation.ts'

const scopes: ReadonlySet<Scope> = new Set([
  'read:workspaces',
  'read:namespaces',
  'read:users',
  'read:entitlements',
  'read:api-keys',
  'read:webhooks',
  'read:audit-log',
  // The request log names people.
  'read:usage',
  'write:workspaces',
  'write:namespaces',
  'write:users',
  'write:api-keys',
  'write:webhooks',
  'write:entitlements',
])

/**
 * Returns true for an operation that shows what was there before, and is no entry of the audit log by itself: a read, and a change that may
 * change nothing, such as an empty PATCH, whose answer is the row. A test of a filter is a read, though it is a POST, and so is a dry run
 * that shows a plan; other dry runs show a number. Checks and uses of entitlements, a product's own calls, thousands a second, are none.
 */
export function showsRows(
  { method, scope, status, path }: Pick<OperationFacts, 'method' | 'scope' | 'status' | 'path'>,
  isDryRun: boolean,
): boolean {
  if (isDryRun) return scope.endsWith(':entitlements')
  if (!scopes.has(scope)) return false
  if (method === 'GET') return true
  if (scope.startsWith('read:')) return scope !== 'read:entitlements'
  if (scope === 'write:entitlements' && path.includes('/entitlements/')) return false
  return method === 'PATCH' || (method === 'POST' && status === 200 && path.includes('{'))
}
