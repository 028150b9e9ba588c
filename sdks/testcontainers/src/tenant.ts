import { randomUUID } from 'node:crypto'
import { Client } from '@core-php/sdk'

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
  /** Calls Plinth with the key of the tenant. */
  readonly client: Client
  /** Sends one call below /api/v1 with the key of the tenant. Returns every response, also an error. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** `url` is that of its Plinth, `operatorKey` a key that may make users and workspaces. */
export async function newTenant(
  { url, operatorKey }: { url: string; operatorKey: string },
  { tier, scopes }: Required<TenantOptions>,
): Promise<Tenant> {
  const operator = new Client(operatorKey, { baseUrl: url })
  const unique = randomUUID().slice(0, 8)
  const user = await operator.users.create({ name: 'Test User', email: `user-${unique}@example.com` })
  const workspace = await operator.workspaces.create({ name: `Test ${unique}`, owner_id: user.id, tier })
  const { key } = await operator.apiKeys.create(
    { name: 'Test key', user_id: user.id, scopes: [...scopes] },
    { workspaceId: workspace.id },
  )
  return {
    ...{ url, workspaceId: workspace.id, userId: user.id, key },
    client: new Client(key, { baseUrl: url }),
    fetch(path, init = {}) {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${key}`)
      return fetch(`${url}/api/v1${path}`, { ...init, headers })
    },
  }
}
