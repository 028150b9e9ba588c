// All time limits of the product. After a pause of this process, timers run before sockets are read, so an expired limit
// lets the sockets be read once more before it ends anything: a response that has arrived counts.

export interface Timeout {
  clear(): void
}

/** Calls `act` once ms have passed and the sockets have been read after that; a limit that is over already has 0 ms left. */
export function startTimeout(ms: number, act: () => void): Timeout {
  let check: NodeJS.Immediate | undefined
  const timer = setTimeout(
    () => {
      check = setImmediate(act)
      // NOTE: Node.js warns on standard error about a negative delay.
    },
    Math.max(0, ms),
  )
  return {
    clear: () => {
      clearTimeout(timer)
      clearImmediate(check)
    },
  }
}

/** Rejects with `lateError` if work takes longer than ms. The work itself continues; its result is ignored. */
export async function withTimeout<T>(
  ms: number,
  work: Promise<T>,
  lateError: () => Error = () => new Error(`no answer within ${ms / 1_000} s`),
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timeout = startTimeout(ms, () => reject(lateError()))
  try {
    return await Promise.race([work, late])
  } finally {
    timeout.clear()
  }
}

/** Waits for work, at most ms. A later result or error is ignored. */
export async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timeout = startTimeout(ms, resolve)
  try {
    await Promise.race([work, late])
  } finally {
    timeout.clear()
  }
}
