import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runProcess } from '@plinth/testkit'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Effort, Row } from '../report/comparison.ts'
import type { Report } from '../webhooks/receiver.ts'
import { type Publisher, publish, publishers } from './publishers.ts'
import { callSteadily, percentile } from './steady.ts'

const perSecond = 300
const endpointsMax = 40

/** From the call of POST /events to the first byte at the receiver, at a steady rate. */
export async function firstByte(mesh: MeshPlinth, customers: number, { passes, seconds }: Effort): Promise<Row[]> {
  const receiver = runProcess(fileURLToPath(new URL('../webhooks/receiver.ts', import.meta.url)))
  const [, port] = await receiver.line(/listening (\d+)/)
  const url = `http://127.0.0.1:${port}`
  const all = await publishers(mesh, Math.min(endpointsMax, customers), `${url}/ok`, [0, 1])
  const seen: number[][] = []
  try {
    await pass(mesh, all, url, seconds / 2)
    while (seen.length < passes) seen.push(await pass(mesh, all, url, seconds * 2))
  } finally {
    await receiver.kill('SIGTERM')
  }
  const row = (share: number, atMost: number): Row => ({
    what: `accepted to first byte at ${perSecond}/s, p${share * 100}`,
    unit: 'ms',
    ours: seen.map((latencies) => percentile(latencies, share)),
    goal: { atMost },
    failed: 0,
  })
  return [row(0.5, 15), row(0.99, 100)]
}

async function pass(mesh: MeshPlinth, all: readonly Publisher[], url: string, seconds: number): Promise<number[]> {
  const calls = Math.max(10, Math.round(perSecond * seconds))
  await callSteadily(mesh.url, { perSecond, calls, requestOf: (at) => publish(all[at % all.length] as Publisher) })
  return arrivals(url, calls, 60_000)
}

/** The latencies of so many deliveries, as the receiver reports them; rejects if fewer have arrived in time. */
export async function arrivals(url: string, count: number, timeoutMs: number): Promise<number[]> {
  const until = performance.now() + timeoutMs
  const latencies: number[] = []
  for (;;) {
    const report: Report = JSON.parse(await (await fetch(`${url}/report`)).text())
    latencies.push(...report.latenciesMs)
    if (latencies.length >= count) return latencies
    if (performance.now() >= until) throw new Error(`${latencies.length} of ${count} deliveries arrived`)
    await wait(200)
  }
}
