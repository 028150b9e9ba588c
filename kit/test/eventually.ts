import { setTimeout as pause } from 'node:timers/promises'

/** Tries until the assertion holds; its last failure after the time is up. */
export async function eventually(holds: () => void | Promise<void>, withinMs = 10_000): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    try {
      return await holds()
    } catch (error) {
      if (performance.now() > until) throw error
    }
    await pause(10)
  }
}
