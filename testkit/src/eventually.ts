import { setTimeout as wait } from 'node:timers/promises'

/** Calls `fn` until it no longer throws or rejects, and hands back what it gave; the last failure when time is up. */
export async function eventually<T>(
  fn: () => T | Promise<T>,
  { timeoutMs = 60_000, everyMs = 20 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await fn()
    } catch (err) {
      if (performance.now() >= deadline) throw err
    }
    await wait(everyMs)
  }
}
