import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { operations } from '../operations.ts'

// The scopes of api.md §4, from the method and the path alone.
// The content of the last two is cut to the caller's scopes.
const forAnyKey = new Set(['/user', '/features', '/packages', '/catalog', '/event-types', '/search', '/overview'])
const kinds = ['workspaces', 'namespaces', 'users', 'api-keys', 'webhooks', 'usage', 'catalog', 'audit-log']
const countedAs: Record<string, string> = {
  deliveries: 'webhooks',
  // Operators define event types of the product, as they define features and packages.
  'event-types': 'catalog',
  invitations: 'workspaces',
  'operator-keys': 'api-keys',
  sessions: 'api-keys',
  'sign-in-links': 'api-keys',
  requests: 'usage',
  user: 'users',
}

function scopeOf({ method, path, isBatch }: (typeof operations)[number]): string {
  // A batch asks for the scope of each of its actions.
  // Everyone signs in, and ends what they began.
  const isOwnSession = path === '/session' || (method === 'POST' && path === '/sessions')
  if (isBatch || isOwnSession || (method === 'GET' && forAnyKey.has(path))) return 'any'
  // A key that may use a feature must not lower the usage that the plan counts.
  if (method === 'POST' && path.endsWith('/entitlements/usage')) return 'metering'
  if (path === '/keys/report') return 'none'
  const [, root = ''] = path.split('/')
  // Events are read as the endpoints that get them; publishing is a right of its own.
  if (root === 'events') return method === 'GET' ? 'read:webhooks' : 'write:events'
  const resource = /\/(packages|boosts|entitlements)(\/|$)/.test(path) ? 'entitlements' : (countedAs[root] ?? root)
  assert.ok([...kinds, 'entitlements'].includes(resource), path)
  const isCheck = /\/(entitlements\/check|filters\/test)(\/|$)/.test(path)
  // A poll leases what it hands out.
  const isRead = method === 'GET' && !path.endsWith('/poll')
  const action = isRead || isCheck ? 'read' : method === 'DELETE' ? 'delete' : 'write'
  return `${action}:${resource}`
}

describe('the scope of an operation', () => {
  it('is its method’s action on the resource that its path names', () => {
    const told = operations.map(({ id, scope }) => [id, scope])
    assert.deepEqual(
      told,
      operations.map((operation) => [operation.id, scopeOf(operation)]),
    )
  })
})
