import { setTimeout as wait } from 'node:timers/promises'
import { cpuUsOf } from '../http/process-cpu.ts'
import { books, emit, emitSteadily, type Received, received } from './load.ts'
import type { Rig, Workspace } from './rig.ts'

export interface Throughput {
  perSecond: number
  /** Of each tenth of the time, the slowest. */
  worstTenth: number
  /** Processor time of the webhooks processes for one delivery, µs. */
  cpuUs: number
}

const aheadMax = 3_000

/** Committed deliveries per second while the queue is never empty and never long, after 5 s to warm up. Ends with an empty queue. */
export async function throughput(rig: Rig, workspaces: readonly Workspace[], seconds: number): Promise<Throughput> {
  const perEvent = workspaces[0]?.endpointIds.length ?? 1
  const before = await books(rig)
  let emitted = 0
  let isDone = false
  const feeding = (async () => {
    while (!isDone) {
      const { delivered } = await books(rig)
      if (emitted * perEvent - (delivered - before.delivered) > aheadMax) await wait(10)
      else {
        await emit(rig, workspaces, 200, emitted)
        emitted += 200
      }
    }
  })()
  await wait(5_000)
  const pids = rig.dispatchers.map(({ pid }) => pid)
  const cpuBefore = cpuUsOf(pids)
  const startedMs = performance.now()
  const first = (await books(rig)).delivered
  const tenths: number[] = []
  let [lastCount, lastMs] = [first, startedMs]
  for (let tenth = 1; tenth <= 10; tenth++) {
    await wait(Math.max(0, startedMs + tenth * seconds * 100 - performance.now()))
    const [{ delivered }, nowMs] = [await books(rig), performance.now()]
    tenths.push(((delivered - lastCount) / (nowMs - lastMs)) * 1_000)
    lastCount = delivered
    lastMs = nowMs
  }
  const cpuUs = (cpuUsOf(pids) - cpuBefore) / (lastCount - first)
  isDone = true
  await feeding
  await drained(rig, before.accepted + emitted * perEvent)
  return { perSecond: ((lastCount - first) / (lastMs - startedMs)) * 1_000, worstTenth: Math.min(...tenths), cpuUs }
}

export interface Beside {
  healthy: readonly Workspace[]
  /** Get as many events per endpoint as the healthy. */
  dead?: readonly Workspace[]
  perSecond: number
  seconds: number
}

/** What the healthy get at a steady rate: from commit to first byte. The first third warms up. */
export async function latency(rig: Rig, { healthy, dead = [], perSecond, seconds }: Beside): Promise<Received> {
  const deadPerSecond = Math.round((perSecond * dead.length) / healthy.length)
  const sickness =
    dead.length === 0 ? undefined : emitSteadily(rig, dead, { perSecond: deadPerSecond, seconds: seconds * 1.35 })
  await emitSteadily(rig, healthy, { perSecond, seconds: seconds / 3 })
  await wait(300)
  await received(rig)
  await emitSteadily(rig, healthy, { perSecond, seconds })
  await wait(1_000)
  const result = await received(rig)
  await sickness
  return result
}

/** Resolves once so many were accepted and all of them delivered. */
async function drained(rig: Rig, expected: number): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await wait(100)) {
    const { accepted, delivered } = await books(rig)
    if (accepted >= expected && accepted === delivered) return
  }
  throw new Error('deliveries are missing: the queue did not drain in a minute')
}
