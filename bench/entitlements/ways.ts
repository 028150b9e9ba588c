import { startFloor } from '../http/floor.ts'
import { type Effort, type Loaded, measureOnce, median, type Target } from '../http/round.ts'
import { reads } from '../http/tenants.ts'
import { pgbench } from './pgbench.ts'
import type { Rig } from './rig.ts'

interface Way {
  name: string
  measure(effort: Effort): Promise<{ perSecond: number; p99Ms: number; cpuUs?: number; failed?: number }>
}

export interface Measured {
  name: string
  perSecond: number
  p99Ms: number
  cpuUs: number
  failed: number
}

export interface Goal {
  of: string
  to: string
  atLeast: number
}

const hot = 'consume, one balance'
const spread = 'consume, 1,000 balances'
const floorA = 'floor A: Express, gRPC, read'
const strong = 'check, strong'
const fast = 'check, fast'
const pgbenchHot = 'pgbench, one row'
const pgbenchSpread = 'pgbench, 1,000 rows'

/** What is asked of one Plinth. */
export function waysOf(rig: Rig): Way[] {
  const way = (name: string, requests: Target['requests']): Way => ({
    name,
    measure: (effort) => measureOnce({ name, url: rig.url, pids: rig.pids, requests, isSpread: true }, effort),
  })
  return [
    way(strong, rig.checks('strong')),
    way(fast, rig.checks('fast')),
    way(hot, rig.hotConsumes),
    way(spread, rig.spreadConsumes),
  ]
}

/** Plinth beside what it is compared with, in turn, so that drift of the machine hits all alike. */
export async function measureWays(rig: Rig, effort: Effort): Promise<{ measured: Measured[]; goals: Goal[] }> {
  const service = await startFloor('floor-grpc-service.ts', [rig.tenancyDatabase])
  const gateway = await startFloor('floor-grpc-gateway.ts', [new URL(service.url).port])
  const floor: Target = {
    name: floorA,
    url: gateway.url,
    pids: [gateway.pid, service.pid],
    requests: reads(rig.tenants),
  }
  const ceilingOf = (name: string, balances: number): Way => ({
    name,
    measure: (effort) => best(rig, balances, effort),
  })
  const ways: Way[] = [
    { name: floorA, measure: (effort) => measureOnce(floor, effort) },
    ceilingOf(pgbenchHot, 1),
    ceilingOf(pgbenchSpread, 1_000),
    ...waysOf(rig),
  ]
  return {
    measured: await measureAll(ways, effort),
    goals: [
      { of: strong, to: floorA, atLeast: 1.2 },
      { of: fast, to: floorA, atLeast: 2 },
      { of: hot, to: pgbenchHot, atLeast: 0.5 },
      { of: spread, to: pgbenchSpread, atLeast: 0.7 },
    ],
  }
}

// Clients that queue on one row slow each other down, so pgbench may choose how many it has.
async function best(rig: Rig, balances: number, { seconds, connections }: Effort) {
  const database = rig.tenancyDatabase
  const few = await pgbench(database, { balances, clients: 8, seconds: Math.ceil(seconds / 2) })
  const many = await pgbench(database, { balances, clients: connections, seconds: Math.ceil(seconds / 2) })
  return few.perSecond > many.perSecond ? few : many
}

/** In turn, several rounds; the medians. A round before warms up. */
export async function measureAll(ways: readonly Way[], effort: Effort): Promise<Measured[]> {
  const seen = new Map<Way, (Pick<Loaded, 'perSecond' | 'p99Ms' | 'failed'> & { cpuUs: number })[]>()
  for (let round = 0; round <= effort.rounds; round++) {
    for (const way of ways) {
      const { cpuUs = 0, failed = 0, ...figures } = await way.measure(effort)
      if (round > 0) seen.set(way, [...(seen.get(way) ?? []), { ...figures, cpuUs, failed }])
      process.stderr.write(
        `${round === 0 ? 'warm-up' : `round ${round}`}: ${way.name}: ${Math.round(figures.perSecond)}/s\n`,
      )
    }
  }
  return ways.map((way) => {
    const rounds = seen.get(way) ?? []
    return {
      name: way.name,
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
      cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
      failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    }
  })
}

/** Answers how many requests failed. */
export function printMeasured({ measured, goals }: { measured: readonly Measured[]; goals: readonly Goal[] }): number {
  console.log('\nEntitlements over HTTP, beside a hand-written read and pgbench')
  console.table(
    measured.map(({ name, perSecond, p99Ms, cpuUs, failed }) => ({
      what: name,
      'per second': Math.round(perSecond),
      'p99 ms': Number(p99Ms.toFixed(1)),
      'CPU µs': Math.round(cpuUs),
      failed,
    })),
  )
  const rates = new Map(measured.map(({ name, perSecond }) => [name, perSecond]))
  for (const { of, to, atLeast } of goals) {
    const ratio = (rates.get(of) ?? 0) / (rates.get(to) ?? 0)
    console.log(`${of} = ${ratio.toFixed(2)} × ${to} (goal ${atLeast}: ${ratio >= atLeast ? 'reached' : 'BELOW'})`)
  }
  return measured.reduce((sum, { failed }) => sum + failed, 0)
}
