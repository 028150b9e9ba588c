import { setTimeout as wait } from 'node:timers/promises'
import type { FrozenMesh, Target } from './frozen-mesh.ts'
import { startLoad } from './load.ts'

export interface FreezeReport {
  target: Target
  seconds: number
  /** Deliveries owed for calls that were answered. */
  owed: number
  lost: number
  duplicates: number
  /** From the thaw until every delivery of every answered call was there and had its end; load goes on for 4 s of it. */
  drainedSeconds: number
  restarts: string[]
  /** Attempts without a 2xx: what makes a delivery wait a minute for its next. */
  failedAttempts: string[]
}

const loadBeforeMs = 3_000
const loadAfterMs = 4_000
const patienceMs = 150_000

/**
 * The promises that a freeze broke. A result that is never written loses nothing, and its delivery never ends: that too is broken.
 * @param drainedMax Seconds that draining may take.
 */
export function brokenBy({ lost, restarts, drainedSeconds }: FreezeReport, drainedMax = 30): string[] {
  return [
    ...(lost > 0 ? [`${lost} deliveries were lost`] : []),
    ...(drainedSeconds > drainedMax ? [`drained in ${drainedSeconds} s, which may be ${drainedMax} s`] : []),
    ...restarts.map((part) => `restarted: ${part}`),
  ]
}

/** Load, a freeze, the thaw, more load, and what was lost. */
export async function runFreeze(frozen: FrozenMesh, target: Target, seconds: number): Promise<FreezeReport> {
  const load = await startLoad(frozen.mesh)
  try {
    await wait(loadBeforeMs)
    await frozen.freeze(target)
    await wait(seconds * 1_000)
    await frozen.thaw(target)
    const thawedAt = performance.now()
    await wait(loadAfterMs)
    await load.stopWriting()
    while (!(await isDrained(load)) && performance.now() - thawedAt < patienceMs) await wait(250)
    return {
      target,
      seconds,
      owed: load.names.length * 2,
      lost: load.missing(),
      duplicates: load.duplicates(),
      drainedSeconds: Math.round((performance.now() - thawedAt) / 100) / 10,
      restarts: frozen.mesh.ended(),
      failedAttempts: await load.failedAttempts(),
    }
  } finally {
    await frozen.thaw(target)
    await load.close()
  }
}

async function isDrained(load: Awaited<ReturnType<typeof startLoad>>): Promise<boolean> {
  if (load.missing() > 0) return false
  return (await load.unfinished().catch(() => 1)) === 0
}
