import { eventually } from '@plinth/testkit'
import type { Cluster } from './cluster.ts'
import { type ChaosTenant, call } from './tenants.ts'

export interface Books {
  accepted: number
  delivered: number
  pending: number
  held: number
  failed: number
  cancelled: number
}

const patience = { timeoutMs: 120_000 }

/** What became of the workspace's deliveries. Throws when the books do not balance. */
export async function booksOf(cluster: Cluster, { tenant }: ChaosTenant): Promise<Books> {
  const shown = await call(cluster, tenant, 'GET', '/webhooks/stats')
  const count = (name: string) => Number(shown[name])
  const books = {
    accepted: count('accepted'),
    delivered: count('delivered'),
    pending: count('pending'),
    held: count('held'),
    failed: count('failed'),
    cancelled: count('cancelled'),
  }
  const { accepted, ...rest } = books
  const sum = Object.values(rest).reduce((total, part) => total + part, 0)
  if (accepted !== sum) throw new Error(`conservation: accepted ${accepted}, the rest ${JSON.stringify(rest)}`)
  return books
}

/** What every customer does after an outage: disable and enable, wait, send again what had failed meanwhile. */
export async function settle(cluster: Cluster, tenants: readonly ChaosTenant[], since: Date): Promise<Books> {
  for (const { tenant, endpoints } of tenants) {
    for (const { id } of endpoints) {
      await call(cluster, tenant, 'PATCH', `/webhooks/${id}`, { is_active: false })
      await call(cluster, tenant, 'POST', `/webhooks/${id}/enable`)
    }
  }
  await drained(cluster, tenants)
  for (const { tenant, endpoints } of tenants) {
    for (const { id } of endpoints) {
      const path = `/webhooks/${id}/replay`
      const replay = await call(cluster, tenant, 'POST', path, { since: since.toISOString(), status: 'failed' })
      await eventually(async () => {
        const { status, total, done } = await call(cluster, tenant, 'GET', `/webhooks/${id}/replays/${replay.id}`)
        if (status !== 'done' || done !== total) throw new Error(`a replay is ${status}: ${done} of ${total}`)
      }, patience)
    }
  }
  return drained(cluster, tenants)
}

/** Resolves with the sum of the books once nothing is pending and nothing held. */
async function drained(cluster: Cluster, tenants: readonly ChaosTenant[]): Promise<Books> {
  return eventually(async () => {
    const all = await Promise.all(tenants.map((tenant) => booksOf(cluster, tenant)))
    const sum = (name: keyof Books) => all.reduce((total, books) => total + books[name], 0)
    const books = {
      accepted: sum('accepted'),
      delivered: sum('delivered'),
      pending: sum('pending'),
      held: sum('held'),
      failed: sum('failed'),
      cancelled: sum('cancelled'),
    }
    if (books.pending + books.held > 0) throw new Error(`not drained: ${JSON.stringify(books)}`)
    return books
  }, patience)
}
