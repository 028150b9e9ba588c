import type { PartName, Running } from '@plinth/kit/part'
import type { ConfiguredPart, Surroundings } from './bound-part.ts'
import { startOrder } from './start-order.ts'

export interface BootOptions {
  parts: readonly ConfiguredPart[]
  depsFor: (part: PartName) => Surroundings
  /** Runs after the last calling part has stopped and before the first called part stops: accepted calls are answered, new calls are refused. */
  drainCalls: () => Promise<void>
  onStart?: (part: PartName, tookMs: number) => void
}

export interface Booted {
  /** Readiness by part. The ready() of a part rejects with a sentence. */
  readonly running: ReadonlyMap<PartName, Running>
  /** Stops every part once, in the reverse order of their start, even if one fails. Rejects with all failures. */
  stop(): Promise<void>
}

/** Starts the parts in the order of their needs. If one fails, stops those already started and throws the failure. */
export async function boot(options: BootOptions): Promise<Booted> {
  const order = startOrder(options.parts)
  const running = new Map<PartName, Running>()
  const stop = () => stopAll(order, running, options.drainCalls)
  for (const part of order) {
    const since = performance.now()
    try {
      running.set(part.name, await part.start(options.depsFor(part.name)))
    } catch (err) {
      await stop()
      throw err
    }
    options.onStart?.(part.name, performance.now() - since)
  }
  return { running, stop }
}

async function stopAll(
  order: readonly ConfiguredPart[],
  running: ReadonlyMap<PartName, Running>,
  drainCalls: () => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  const attempt = (work: () => Promise<void> | undefined) =>
    Promise.resolve()
      .then(work)
      .catch((err: unknown) => failures.push(err))
  const backwards = order.toReversed()
  for (const part of backwards.filter(({ needs }) => needs.length > 0))
    await attempt(() => running.get(part.name)?.stop())
  await attempt(drainCalls)
  for (const part of backwards.filter(({ needs }) => needs.length === 0))
    await attempt(() => running.get(part.name)?.stop())
  if (failures.length > 0) throw new AggregateError(failures, 'stopping failed in part')
}
