import { startFloor } from '../http/floor.ts'
import { type Effort as HttpEffort, type Loaded, measureOnce, median, type Target } from '../http/round.ts'
import { reads } from '../http/tenants.ts'
import { measureLedger } from './ledger.ts'
import { pgbench } from './pgbench.ts'
import type { Rig } from './rig.ts'

export interface Effort extends HttpEffort {
  /** Of tenancy itself, at once. */
  callers: number
}

interface Way {
  code: string
  name: string
  measure(effort: Effort): Promise<{ perSecond: number; p99Ms: number; cpuUs?: number; failed?: number }>
}

export interface Measured {
  code: string
  name: string
  perSecond: number
  p99Ms: number
  cpuUs: number
  failed: number
}

interface Ratio {
  of: string
  to: string
  /** Undefined: it is told for comparison. */
  atLeast?: number
}

const ratios: readonly Ratio[] = [
  { of: 'strong', to: 'floor', atLeast: 1.2 },
  { of: 'fast', to: 'floor', atLeast: 2 },
  { of: 'strong-many', to: 'floor-many', atLeast: 1.2 },
  { of: 'fast-many', to: 'floor-many', atLeast: 2 },
  { of: 'ledger-hot', to: 'pgbench-hot', atLeast: 0.5 },
  { of: 'ledger-spread', to: 'pgbench-spread', atLeast: 0.7 },
  { of: 'hot', to: 'pgbench-hot' },
  { of: 'spread', to: 'pgbench-spread' },
  { of: 'hot-many', to: 'pgbench-hot' },
  { of: 'spread-many', to: 'pgbench-spread' },
]

const many = ({ code, name, measure }: Way): Way => ({
  code: `${code}-many`,
  name: `${name}, as many at once as the ledger has`,
  measure: (effort) => measure({ ...effort, connections: effort.callers }),
})

/** What is asked of one Plinth. */
export function waysOf(rig: Rig): Way[] {
  const http = (code: string, name: string, requests: Target['requests']): Way => ({
    code,
    name: `${name}: REST, gateway included`,
    measure: (effort) => measureOnce({ name, url: rig.url, pids: rig.pids, requests, isSpread: true }, effort),
  })
  const { hotNamespaceIds, spreadNamespaceIds, ...tenancy } = rig.ledger
  const ledger = (code: string, name: string, namespaceIds: readonly string[]): Way => ({
    code,
    name: `${name}: the ledger, called as the gateway calls it`,
    measure: ({ callers, seconds }) => measureLedger({ ...tenancy, namespaceIds, callers, seconds }, rig.pids),
  })
  const strong = http('strong', 'check, strong', rig.checks('strong'))
  const fast = http('fast', 'check, fast', rig.checks('fast'))
  const hot = http('hot', 'consume, one balance', rig.hotConsumes)
  const spread = http('spread', 'consume, 1,000 balances', rig.spreadConsumes)
  return [
    ...[strong, fast, many(strong), many(fast)],
    ledger('ledger-hot', 'consume, one balance', hotNamespaceIds),
    ledger('ledger-spread', 'consume, 1,000 balances', spreadNamespaceIds),
    ...[hot, spread, many(hot), many(spread)],
  ]
}

/** Those wanted (all when nobody says), and what they are compared with. */
export function chooseWays(ways: readonly Way[], wanted: readonly string[]): Way[] {
  if (wanted.length === 0) return [...ways]
  const unknown = wanted.find((want) => !ways.some(({ code }) => code === want))
  if (unknown !== undefined) throw new Error(`there is no way ${unknown}`)
  const others = ratios.filter(({ of }) => wanted.includes(of)).map(({ to }) => to)
  return ways.filter(({ code }) => wanted.includes(code) || others.includes(code))
}

/** Plinth beside what it is compared with, in turn, so that drift of the machine hits all alike. */
export async function measureWays(rig: Rig, wanted: readonly string[], effort: Effort): Promise<Measured[]> {
  const service = await startFloor('floor-grpc-service.ts', [rig.tenancyDatabase])
  const gateway = await startFloor('floor-grpc-gateway.ts', [new URL(service.url).port])
  const floor: Target = {
    name: 'floor A',
    url: gateway.url,
    pids: [gateway.pid, service.pid],
    requests: reads(rig.tenants),
  }
  const ceilingOf = (code: string, name: string, balances: number): Way => ({
    code,
    name,
    measure: (effort) => best(rig, balances, effort),
  })
  const hop: Way = {
    code: 'floor',
    name: 'floor A: Express, gRPC, read',
    measure: (effort) => measureOnce(floor, effort),
  }
  const ways: Way[] = [
    ...[hop, many(hop)],
    ceilingOf('pgbench-hot', 'pgbench, one row', 1),
    ceilingOf('pgbench-spread', 'pgbench, 1,000 rows', 1_000),
    ...waysOf(rig),
  ]
  return measureAll(chooseWays(ways, wanted), effort)
}

// Clients that queue on one row slow each other down, others share a flush: pgbench may choose how many it has.
async function best(rig: Rig, balances: number, { seconds, connections }: Effort) {
  const tried = []
  for (const clients of [8, connections, 2 * connections])
    tried.push(await pgbench(rig.tenancyDatabase, { balances, clients, seconds: Math.ceil(seconds / 2) }))
  return tried.reduce((one, other) => (one.perSecond > other.perSecond ? one : other))
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
      code: way.code,
      name: way.name,
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
      cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
      failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    }
  })
}

/** Answers how many requests failed. */
export function printMeasured(measured: readonly Measured[]): number {
  console.log('\nEntitlements beside a hand-written read and pgbench')
  console.table(
    measured.map(({ name, perSecond, p99Ms, cpuUs, failed }) => ({
      what: name,
      'per second': Math.round(perSecond),
      'p99 ms': Number(p99Ms.toFixed(1)),
      'CPU µs': Math.round(cpuUs),
      failed,
    })),
  )
  const byCode = new Map(measured.map((one) => [one.code, one]))
  for (const { of, to, atLeast } of ratios) {
    const [one, other] = [byCode.get(of), byCode.get(to)]
    if (one === undefined || other === undefined) continue
    const ratio = one.perSecond / other.perSecond
    const verdict = atLeast && ` (goal ${atLeast}: ${ratio >= atLeast ? 'reached' : 'BELOW'})`
    console.log(`${one.name} = ${ratio.toFixed(2)} × ${other.name}${verdict ?? ''}`)
  }
  return measured.reduce((sum, { failed }) => sum + failed, 0)
}
