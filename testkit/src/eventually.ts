import { setTimeout as wait } from 'node:timers/promises'

const pauseMs = { first: 20, longest: 400 }

/**
 * Calls `fn` until it no longer throws or rejects, and hands back what it gave; the last failure when time is up. Without
 * `everyMs` each pause is half as long again as the one before, up to 400 ms: to ask is often a call, of which the free
 * tier gets five back each second.
 */
export async function eventually<T>(
  fn: () => T | Promise<T>,
  { timeoutMs = 60_000, everyMs }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let pause = everyMs ?? pauseMs.first
  for (;;) {
    try {
      return await fn()
    } catch (err) {
      if (performance.now() >= deadline) throw err
    }
    await wait(pause)
    if (everyMs === undefined) pause = Math.min(pause * 1.5, pauseMs.longest)
  }
}
