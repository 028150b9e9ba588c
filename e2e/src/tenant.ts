import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Tier } from '@plinth/kit/access/tiers'
import { type Answer, type Api, api } from './api.ts'

export interface Resource {
  id: string
  [field: string]: unknown
}

export interface Tenant {
  user: Resource
  workspace: Resource
  key: string
  /** Calls with the tenant's own key. */
  api: Api
}

/** The first calls of a new customer: operator key → user → workspace → API key. */
export async function newTenant(
  { url, operatorKey, isOfReleaseBefore = false }: { url: string; operatorKey: string; isOfReleaseBefore?: boolean },
  { userTier, allWorkspaces, ...options }: { tier?: Tier; userTier?: Tier; allWorkspaces?: boolean } = {},
): Promise<Tenant> {
  const operator = api(url, operatorKey, isOfReleaseBefore)
  const unique = randomUUID().slice(0, 8)
  const ofTier = userTier === undefined ? {} : { tier: userTier }
  const user = created(await operator.post('/users', { name: 'Ada', email: `ada-${unique}@example.com`, ...ofTier }))
  const workspace = created(
    await operator.post('/workspaces', { name: `Acme ${unique}`, owner_id: user.id, ...options }),
  )
  const made = created(
    await operator.post(
      '/api-keys',
      {
        ...{ name: 'Production', user_id: user.id, scopes: ['manage:all', ...(isOfReleaseBefore ? [] : ['metering'])] },
        ...(allWorkspaces === true ? { all_workspaces: true } : {}),
      },
      { workspace: workspace.id },
    ),
  )
  const key = String(made['key'])
  return { user, workspace, key, api: api(url, key, isOfReleaseBefore) }
}

/** The resource of a 201. */
export function created(answer: Answer): Resource {
  assert.equal(answer.status, 201, answer.text)
  return resource(answer)
}

/** The resource of an answer with an envelope. */
export function resource(answer: Answer): Resource {
  return (answer.json as { data: Resource }).data
}

/** The resources of a list. */
export function list(answer: Answer): Resource[] {
  assert.equal(answer.status, 200, answer.text)
  return (answer.json as { data: Resource[] }).data
}
