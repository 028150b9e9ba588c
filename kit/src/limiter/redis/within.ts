/** Rejects when work takes longer than ms. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  // NOTE: after a pause of this process timers run before sockets are read: an answer that waits there is read first.
  const isOver = () => setImmediate(() => late.reject(new Error(`No answer within ${ms} ms.`)))
  const timer = setTimeout(isOver, ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
