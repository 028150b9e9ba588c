/**
 * Counts again only when the last count is `ageMsMax` old, and twenty times as old as the time that it took: however often it is called,
 * as by those who scrape a metric or watch a page, and however much there is to count. A failed count is not kept.
 */
export function cached<T>(count: () => Promise<T>, ageMsMax = 5_000): () => Promise<T> {
  let latest: Promise<T> | undefined
  let freshUntilMs = 0
  return () => {
    if (latest !== undefined && performance.now() < freshUntilMs) return latest
    const startMs = performance.now()
    const counting = count()
    latest = counting
    freshUntilMs = Number.POSITIVE_INFINITY
    counting.then(
      () => {
        freshUntilMs = startMs + Math.max(ageMsMax, tookTimes * (performance.now() - startMs))
      },
      () => {
        latest = undefined
      },
    )
    return counting
  }
}

const tookTimes = 20
