export interface Deadline {
  clear(): void
}

/**
 * Calls `over` once ms have passed. After a pause of this process timers run before sockets are read: an answer that waits
 * there is read first.
 */
export function deadline(ms: number, over: () => void): Deadline {
  let check: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    check = setImmediate(over)
  }, ms)
  return {
    clear: () => {
      clearTimeout(timer)
      clearImmediate(check)
    },
  }
}

/** Rejects when work takes longer than ms; the work itself goes on. */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  late: () => Error = () => new Error(`No answer within ${ms} ms.`),
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const limit = deadline(ms, () => reject(late()))
  try {
    return await Promise.race([work, promise])
  } finally {
    limit.clear()
  }
}
