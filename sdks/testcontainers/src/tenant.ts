import { randomUUID } from 'node:crypto'
import { type Access, rest } from './rest.ts'

export type Tier = 'free' | 'pro' | 'business' | 'enterprise'

export interface TenantOptions {
  /** Of the workspace; otherwise the container's. */
  tier?: Tier
  /** Of the key; everything unless told. */
  scopes?: readonly string[]
}

/** A customer: a workspace, the user who owns it, and a key of that user there. */
export interface Tenant {
  /** http://HOST:PORT of its Plinth. */
  readonly url: string
  readonly workspaceId: string
  readonly userId: string
  readonly key: string
  /** Sends one call below /api/v1 with the key of the tenant. Returns every response, also an error. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export async function newTenant(operator: Access, { tier, scopes }: Required<TenantOptions>): Promise<Tenant> {
  const unique = randomUUID().slice(0, 8)
  const user = await rest<{ id: string }>(operator, 'POST', '/users', {
    name: 'Test User',
    email: `user-${unique}@example.com`,
  })
  const workspace = await rest<{ id: string }>(operator, 'POST', '/workspaces', {
    name: `Test ${unique}`,
    owner_id: user.id,
    tier,
  })
  const { key } = await rest<{ key: string }>(
    operator,
    'POST',
    '/api-keys',
    { name: 'Test key', user_id: user.id, scopes },
    { workspaceId: workspace.id },
  )
  return {
    url: operator.url,
    workspaceId: workspace.id,
    userId: user.id,
    key,
    fetch(path, init = {}) {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${key}`)
      return fetch(`${operator.url}/api/v1${path}`, { ...init, headers })
    },
  }
}
