const cachedMsMax = 5_000

/** However often it is called, as by those who scrape a metric, it counts at most every 5 s. A failed count is not kept. */
export function cached<T>(count: () => Promise<T>): () => Promise<T> {
  let latest: Promise<T> | undefined
  let countedMs = 0
  return () => {
    const now = performance.now()
    if (latest !== undefined && now - countedMs < cachedMsMax) return latest
    countedMs = now
    const counting = count()
    latest = counting
    counting.catch(() => {
      if (latest === counting) latest = undefined
    })
    return counting
  }
}
