import { setTimeout as wait } from 'node:timers/promises'
import { emitSteadily } from './emit.ts'
import type { Harness, Workspace } from './harness.ts'
import type { Report } from './receiver.ts'

export interface Latency {
  p50Ms: number
  p99Ms: number
  /** Deliveries with a webhook-id that the same endpoint had had. */
  repeated: number
}

interface Steady {
  healthy: readonly Workspace[]
  /** Get as many events per endpoint as the healthy. */
  dead?: readonly Workspace[]
  perSecond: number
  seconds: number
}

/** From an event's commit to the first byte at a healthy receiver, at a steady rate. The first third warms up. */
export async function latency(harness: Harness, { healthy, dead = [], perSecond, seconds }: Steady): Promise<Latency> {
  const deadPerSecond = Math.round((perSecond * dead.length) / healthy.length)
  const beside =
    dead.length === 0 ? undefined : emitSteadily(harness, dead, { perSecond: deadPerSecond, seconds: seconds * 1.35 })
  await emitSteadily(harness, healthy, { perSecond, seconds: seconds / 3 })
  await wait(300)
  await received(harness)
  await emitSteadily(harness, healthy, { perSecond, seconds })
  let result: Latency
  do {
    await wait(seconds < 1 ? 200 : 1_000)
    result = await received(harness)
  } while (Number.isNaN(result.p99Ms))
  await beside
  return result
}

/** Latencies of the requests that reached the receiver since the last call. */
async function received({ receiverUrl }: Harness): Promise<Latency> {
  const answer = await fetch(`${receiverUrl}/report`)
  const report: Report = JSON.parse(await answer.text())
  const sorted = report.latenciesMs.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50Ms: at(0.5), p99Ms: at(0.99), repeated: report.repeated }
}
