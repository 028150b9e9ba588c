import type { Clock } from '../clock.ts'

/** Returns the time of a clock in µs. It goes on from where it was when the clock is set back, so no bucket is shut for longer. */
export function forwardTime(clock: Clock): () => number {
  let shiftUs = 0
  let lastUs = Number.NEGATIVE_INFINITY
  return () => {
    const clockUs = clock.now().getTime() * 1000
    shiftUs = Math.max(shiftUs, lastUs - clockUs)
    lastUs = clockUs + shiftUs
    return lastUs
  }
}
