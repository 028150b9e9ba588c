import { setTimeout as wait } from 'node:timers/promises'
import { verifyChain } from '../src/audit-chain.ts'
import { seeded } from '../src/random.ts'
import { startCluster } from './cluster.ts'
import { type DeliveryCounts, deliveryCountsOf, recoverEndpoints } from './delivery-counts.ts'
import { judgeAudit, judgeProducts } from './judge-products.ts'
import { startPollers } from './polling.ts'
import { makeProductTenants, startPublishers } from './publishing.ts'
import { startReceivers } from './receivers.ts'
import { storedIn } from './stored.ts'
import { type Casualties, rage } from './storm.ts'
import { bookNames, type ChaosTenant, call, makeTenants, owedTo, startWriters } from './tenants.ts'
import { judge, type Verdict } from './verdict.ts'

export interface ChaosOptions {
  seed: number
  /** Kills and freezes together. */
  faults: number
  minutes: number
  tenants?: number
  writers?: number
  /** Those who publish the product's events. */
  publishers?: number
}

export interface ChaosReport extends Verdict {
  seed: number
  seconds: number
  casualties: Casualties
  renames: number
  published: number
  /** Entries of the audit log that fit their seals. */
  sealed: number
  counts: DeliveryCounts
  /** How often the counts were read, and balanced, while the storm lasted. */
  balanced: number
}

/** Load and harm on a whole mesh, then calm, then the reckoning. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const startedMs = performance.now()
  const random = seeded(options.seed)
  const cluster = await startCluster({ WEBHOOKS_SWEEP_MS: '200' }, options.seed)
  const receivers = await startReceivers(seeded(options.seed + 1))
  try {
    const renamed = await makeTenants(cluster, receivers, options.tenants ?? 10)
    const products = await makeProductTenants(cluster, receivers, 2)
    const tenants = [...renamed, ...products]
    const since = new Date(Date.now() - 3_600_000)
    const writers = startWriters(cluster, renamed, seeded(options.seed + 2), options.writers ?? 6)
    const publishers = startPublishers(cluster, products, seeded(options.seed + 3), options.publishers ?? 6)
    const pollers = startPollers(cluster, products, seeded(options.seed + 4))
    const reader = readCounts(tenants, (tenant) => deliveryCountsOf(cluster, tenant))
    const replay = replayInTheMiddle(() =>
      call(cluster, firstOf(tenants).tenant, 'POST', replayPath(tenants), { since }),
    )
    const done = (some: readonly ChaosTenant[]) => some.reduce((sum, { names }) => sum + names.length, 0)
    const progress = { done: () => done(tenants), isPublishing: publishers.isPublishing }
    const casualties = await rage(cluster, options, random, progress)
    await Promise.all([writers.stop(), publishers.stop()])
    const balanced = await reader.stop()
    await replay
    await receivers.calm()
    await cluster.untilReady()
    await everyEventIsIn(tenants, (tenant) => deliveryCountsOf(cluster, tenant))
    const counts = await recoverEndpoints(cluster, tenants, since)
    await pollers.stop()
    const named = await Promise.all(tenants.map((tenant) => bookNames(cluster, tenant)))
    const bookOf = ({ id }: { id: string }) =>
      receivers.book(named.map((names) => names.get(id)).find((name) => name !== undefined) ?? '')
    const stored = await storedIn(cluster.databases.webhooks)
    const verdict = judge({ tenants: tenants.map((tenant) => ({ tenant, bookOf })), attempts: stored.attempts })
    judgeProducts({ tenants: products.map((tenant) => ({ tenant, bookOf })), stored }, verdict)
    judgeAudit(renamed, stored, verdict)
    const { sealed, fault } = await verifyChain(cluster.settings)
    if (fault !== undefined) verdict.broken.push(`plinth audit verify: ${fault}`)
    if (counts.accepted !== verdict.owed)
      verdict.broken.push(`accepted ${counts.accepted} of ${verdict.owed} deliveries`)
    if (counts.delivered !== verdict.owed) verdict.broken.push(`delivered ${counts.delivered} of ${verdict.owed}`)
    const seconds = Math.round((performance.now() - startedMs) / 1_000)
    return {
      ...{ ...verdict, seed: options.seed, seconds, casualties, counts, balanced, sealed },
      ...{ renames: done(renamed), published: done(products) },
    }
  } catch (err) {
    throw new Error(`chaos with seed ${options.seed} broke off\n${cluster.output()}`, { cause: err })
  } finally {
    await cluster.stop()
    await receivers.close()
  }
}

const firstOf = (tenants: readonly ChaosTenant[]): ChaosTenant => {
  const [first] = tenants
  if (first === undefined) throw new Error('chaos needs a tenant')
  return first
}
const replayPath = (tenants: readonly ChaosTenant[]) => `/webhooks/${firstOf(tenants).endpoints[0]?.id}/replay`

/** While everything falls: a replay of what was delivered so far. */
async function replayInTheMiddle(start: () => Promise<unknown>): Promise<void> {
  await wait(5_000)
  await start()
}

/** Reads the counts of one workspace after the other, which throws when they do not balance. */
function readCounts(tenants: readonly ChaosTenant[], read: (tenant: ChaosTenant) => Promise<DeliveryCounts>) {
  let isStopping = false
  let count = 0
  const reading = (async () => {
    while (!isStopping) {
      for (const tenant of tenants) {
        await read(tenant)
        count++
        await wait(50)
      }
    }
  })()
  reading.catch(() => undefined)
  return {
    stop: async () => {
      isStopping = true
      await reading
      return count
    },
  }
}

/** An event that waits in an outbox has no delivery yet. */
async function everyEventIsIn(
  tenants: readonly ChaosTenant[],
  read: (tenant: ChaosTenant) => Promise<DeliveryCounts>,
): Promise<void> {
  const until = performance.now() + 90_000
  for (;;) {
    const counts = await Promise.all(tenants.map(read))
    const missing = tenants.filter((tenant, at) => (counts[at]?.accepted ?? 0) < owedTo(tenant))
    // Judged later, from the receivers' counts.
    if (missing.length === 0 || performance.now() > until) return
    await wait(500)
  }
}
