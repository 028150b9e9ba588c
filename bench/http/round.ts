import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cpuUsOf } from './process-cpu.ts'

export interface LoadRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  url: string
  connections: number
  seconds: number
  /** Each connection makes them in turn, from the first. */
  requests: readonly LoadRequest[]
  /** Every request has an Idempotency-Key of its own. */
  isIdempotent: boolean
  /** Each connection begins at a place of its own instead. */
  isSpread: boolean
}

export interface Loaded {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  failed: number
}

/** What is measured: a server and what it is asked. */
export interface Target {
  name: string
  url: string
  /** The processes that serve it, without databases and brokers. */
  pids: readonly number[]
  requests: readonly LoadRequest[]
  isIdempotent?: boolean
  isSpread?: boolean
}

export interface Result {
  target: Target
  perSecond: number
  p50Ms: number
  p99Ms: number
  cpuUs: number
  failed: number
}

export interface Effort {
  rounds: number
  seconds: number
  connections: number
}

/** All targets in turn, several rounds, so that drift of the machine hits all alike; the medians. A round before warms up. */
export async function measure(targets: readonly Target[], effort: Effort): Promise<Result[]> {
  const seen = new Map<Target, (Loaded & { cpuUs: number })[]>(targets.map((target) => [target, []]))
  for (let round = 0; round <= effort.rounds; round++) {
    for (const target of targets) {
      const loaded = await measureOnce(target, effort)
      if (round > 0) seen.get(target)?.push(loaded)
      const rate = `${Math.round(loaded.perSecond)} requests/s`
      process.stderr.write(`${round === 0 ? 'warm-up' : `round ${round}`}: ${target.name}: ${rate}\n`)
    }
  }
  return targets.map((target) => {
    const rounds = seen.get(target) ?? []
    return {
      target,
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
      p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
      cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
      failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    }
  })
}

export async function measureOnce(
  target: Target,
  { seconds, connections }: Effort,
): Promise<Loaded & { cpuUs: number }> {
  const load: Load = {
    url: target.url,
    connections,
    seconds,
    requests: target.requests,
    isIdempotent: target.isIdempotent ?? false,
    isSpread: target.isSpread ?? false,
  }
  const before = cpuUsOf(target.pids)
  const loading = promisify(execFile)(process.execPath, [new URL('load.ts', import.meta.url).pathname])
  loading.child.stdin?.end(JSON.stringify(load))
  const { stdout } = await loading
  const loaded: Loaded = JSON.parse(stdout)
  return { ...loaded, cpuUs: (cpuUsOf(target.pids) - before) / loaded.requests }
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
