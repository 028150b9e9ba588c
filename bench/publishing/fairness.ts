import { setTimeout as wait } from 'node:timers/promises'
import { startChild } from '../load/child.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Effort, Row } from '../report/comparison.ts'
import type { CallsMade, SteadyCalls } from './caller.ts'
import { batchOf, type Publisher, publish, publishers } from './publishers.ts'
import { percentile } from './steady.ts'

const quietTenantsMax = 50
const perSecond = 100
// Tier pro: 10,000 events an hour, 200 calls at once and then 20 a second. Ten times that, each tenth a batch of 100 events.
const floodTier = 'pro'
const floodPerSecond = 200
const floodBatchEach = 10
// It has used up its calls at once by then: from then on nine calls of ten are refused.
const burstMs = 2_000
// The 99th percentile of 600 calls is the sixth slowest, which one pause of the machine decides: 1,500 calls in 3 s of effort, and
// rounds enough that a round in which other programs were busy does not decide either.
const longer = 5
const roundsMin = 5

/** How long the calls of quiet tenants take beside a tenant that calls at ten times its rate limit, and without it. */
export async function fairness(mesh: MeshPlinth, customers: number, { passes, seconds }: Effort): Promise<Row> {
  const quietTenants = Math.min(quietTenantsMax, customers)
  // Less than a second is a few calls, and no figure of theirs means anything.
  const aheadMs = seconds < 1 ? seconds * 1_000 : burstMs
  const url = 'http://127.0.0.1:65000/later'
  const quiet = await publishers(mesh, quietTenants, url, [3_600])
  // One for each round, and one that warms up: a limit that is used up would make the next round another.
  const rounds = seconds < 1 ? passes : Math.max(roundsMin, passes)
  const flooding = await publishers(mesh, 1 + rounds, url, [3_600], floodTier)
  const caller = new URL('caller.ts', import.meta.url)
  const [quietCaller, floodCaller] = await Promise.all([startChild<object>(caller), startChild<object>(caller)])
  const calls = Math.max(10, Math.round(perSecond * seconds * longer))
  const quietP99 = async () => {
    const load: SteadyCalls = { url: mesh.url, perSecond, calls, requests: quiet.map(publish) }
    const { timesMs, refused } = await quietCaller.ask<CallsMade>(load)
    if (refused > 0) throw new Error(`${refused} calls of quiet tenants were refused`)
    return percentile(timesMs, 0.99)
  }
  const p99Beside = async (publisher: Publisher) => {
    const requests = Array.from({ length: floodBatchEach }, (_, at) =>
      at === 0 ? batchOf(publisher) : publish(publisher),
    )
    const floodCalls = Math.ceil(floodPerSecond * (aheadMs / 1_000 + calls / perSecond))
    const load: SteadyCalls = { url: mesh.url, perSecond: floodPerSecond, calls: floodCalls, requests }
    const [p99, { timesMs, refused }] = await Promise.all([
      wait(aheadMs).then(quietP99),
      floodCaller.ask<CallsMade>(load),
    ])
    const accepted = timesMs.length - refused
    process.stderr.write(`${calls} calls beside ${accepted} accepted and ${refused} refused ones of one tenant\n`)
    return p99
  }
  const [ours, alone]: [number[], number[]] = [[], []]
  for (const [round, publisher] of flooding.entries()) {
    // Each goes first in turn.
    const isFirst = round % 2 === 1
    const before = isFirst ? await p99Beside(publisher) : undefined
    const without = await quietP99()
    const beside = before ?? (await p99Beside(publisher))
    if (round === 0) continue
    ours.push(beside)
    alone.push(without)
  }
  return {
    what: `${quietTenants} tenants publish beside one at ten times its rate limit, p99`,
    unit: 'ms',
    ours,
    floor: { name: 'without it', figures: alone },
    goal: { atMost: 1.25 },
    failed: 0,
  }
}
