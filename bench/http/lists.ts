import type { Plinth } from './plinths.ts'
import { onePlinth } from './plinths.ts'
import { type Effort, type LoadRequest, measure, type Result, type Target } from './round.ts'
import { seedWorkspaces } from './seed.ts'
import { newTenants } from './tenants.ts'

const ownRows = 1_000

export interface ListPair {
  what: string
  few: Result
  many: Result
}

/** The same first pages over a thousand workspaces and over many, on two Plinths in turn. */
export async function measureLists(manyRows: number, effort: Effort): Promise<ListPair[]> {
  const plinths = [await onePlinth(`${ownRows} rows`), await onePlinth(`${manyRows} rows`)]
  try {
    const [few = [], many = []] = await Promise.all([
      listTargets(plinths[0], ownRows),
      listTargets(plinths[1], manyRows),
    ])
    const results = await measure(
      few.flatMap((target, at) => [target, many[at] ?? target]),
      effort,
    )
    return few.flatMap((target, at) => {
      const [fewResult, manyResult] = [results[2 * at], results[2 * at + 1]]
      if (fewResult === undefined || manyResult === undefined) return []
      return [{ what: target.name, few: fewResult, many: manyResult }]
    })
  } finally {
    for (const plinth of plinths) await plinth.stop()
  }
}

async function listTargets(plinth: Plinth | undefined, rows: number): Promise<Target[]> {
  if (plinth === undefined) return []
  // No limit: a list is asked of one tenant, more often than its tier would allow.
  const [tenant, ...others] = await newTenants(plinth, 20, 'enterprise')
  if (tenant === undefined) return []
  await seedWorkspaces(plinth.tenancyDatabase, {
    rows,
    ownRows,
    ownerId: tenant.user.id,
    otherIds: others.map(({ user }) => user.id),
  })
  const { url, pids, operatorKey } = plinth
  const target = (name: string, requests: readonly LoadRequest[]): Target => ({ name, url, pids, requests })
  return [
    target("a tenant's 1,000, by time", firstPages(tenant.key, '-created_at')),
    target("a tenant's 1,000, by name", firstPages(tenant.key, 'name')),
    target('all, for an operator, by time', firstPages(operatorKey, '-created_at')),
    target('all, for an operator, by name', firstPages(operatorKey, 'name')),
  ]
}

const firstPages = (key: string, sort: string): LoadRequest[] =>
  [1, 2, 3].map((page) => ({
    method: 'GET',
    path: `/api/v1/workspaces?status=active&sort=${sort}&include=owner,tags&per_page=20&page=${page}`,
    headers: { authorization: `Bearer ${key}` },
  }))
