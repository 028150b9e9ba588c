import { setTimeout as wait } from 'node:timers/promises'
import { cpuUsOf } from '../load/processes.ts'
import type { Figures, Variant } from '../load/variant.ts'
import { emit } from './emit.ts'
import type { Harness, Workspace } from './harness.ts'

const queuedMax = 3_000
const fedAtOnce = 200
const warmUpMs = 5_000

/**
 * Deliveries from the event in PostgreSQL to the committed 2xx, while the queue is never empty and never long. Ends with
 * an empty queue.
 */
export const throughput = (harness: Harness, workspaces: readonly Workspace[]): Variant => ({
  name: 'deliveries',
  measure: async (seconds) => {
    const before = await delivered(harness)
    const { emitted, ...figures } = await whileFed(harness, seconds, (count, from) =>
      emit(harness, workspaces, count, from),
    )
    await untilDelivered(harness, before + emitted)
    return figures
  },
})

/** Deliveries per second while `feed` emits events, so many at a time, whenever the queue gets short; and how many it emitted. */
export async function whileFed(
  harness: Harness,
  seconds: number,
  feed: (count: number, from: number) => Promise<void>,
): Promise<Figures & { emitted: number }> {
  const before = await delivered(harness)
  // Less than a second is a few deliveries, however slow the machine is.
  const queued = seconds < 1 ? 50 : queuedMax
  const atOnce = Math.min(fedAtOnce, queued)
  let emitted = 0
  let isDone = false
  const feeding = (async () => {
    while (!isDone) {
      if (emitted - ((await delivered(harness)) - before) > queued) await wait(10)
      else {
        await feed(atOnce, emitted)
        emitted += atOnce
      }
    }
  })()
  await wait(Math.min(warmUpMs, seconds * 1_000))
  const cpuBefore = cpuUsOf(harness.pids)
  const startedMs = performance.now()
  const first = await delivered(harness)
  let last = first
  do {
    await wait(seconds * 1_000)
    last = await delivered(harness)
  } while (last === first)
  const endedMs = performance.now()
  const cpuUs = (cpuUsOf(harness.pids) - cpuBefore) / (last - first)
  isDone = true
  await feeding
  return { perSecond: ((last - first) / (endedMs - startedMs)) * 1_000, cpuUs, failed: 0, emitted }
}

/** Deliveries that are committed as delivered. */
async function delivered({ database }: Harness): Promise<number> {
  const [row] = await database.query<{ delivered: number }>({
    name: 'bench_delivered',
    text: 'SELECT coalesce(sum(delivered), 0)::float8 AS delivered FROM delivery_count',
  })
  return row?.delivered ?? 0
}

async function untilDelivered(harness: Harness, expected: number): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await wait(100))
    if ((await delivered(harness)) >= expected) return
  throw new Error('deliveries are missing: the queue did not drain in a minute')
}
