import { eventually } from '@plinth/testkit'
import type { Cluster } from './cluster.ts'
import { type ChaosTenant, call } from './tenants.ts'

export interface DeliveryCounts {
  accepted: number
  delivered: number
  pending: number
  held: number
  failed: number
  cancelled: number
}

const patience = { timeoutMs: 120_000 }

/** The workspace's deliveries by state. Throws when accepted is not the sum of the others. */
export async function deliveryCountsOf(cluster: Cluster, { tenant }: ChaosTenant): Promise<DeliveryCounts> {
  const shown = await call(cluster, tenant, 'GET', '/webhooks/stats')
  const count = (name: string) => Number(shown[name])
  const counts = {
    accepted: count('accepted'),
    delivered: count('delivered'),
    pending: count('pending'),
    held: count('held'),
    failed: count('failed'),
    cancelled: count('cancelled'),
  }
  const { accepted, ...rest } = counts
  const sum = Object.values(rest).reduce((total, part) => total + part, 0)
  if (accepted !== sum) throw new Error(`conservation: accepted ${accepted}, the rest ${JSON.stringify(rest)}`)
  return counts
}

/** Does what a customer does after an outage: disable and enable, wait, replay what had failed meanwhile. */
export async function recoverEndpoints(
  cluster: Cluster,
  tenants: readonly ChaosTenant[],
  since: Date,
): Promise<DeliveryCounts> {
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

/** Resolves with the sum of the counts once nothing is pending and nothing held. */
async function drained(cluster: Cluster, tenants: readonly ChaosTenant[]): Promise<DeliveryCounts> {
  return eventually(async () => {
    const all = await Promise.all(tenants.map((tenant) => deliveryCountsOf(cluster, tenant)))
    const sum = (name: keyof DeliveryCounts) => all.reduce((total, counts) => total + counts[name], 0)
    const counts = {
      accepted: sum('accepted'),
      delivered: sum('delivered'),
      pending: sum('pending'),
      held: sum('held'),
      failed: sum('failed'),
      cancelled: sum('cancelled'),
    }
    if (counts.pending + counts.held > 0) throw new Error(`not drained: ${JSON.stringify(counts)}`)
    return counts
  }, patience)
}
