/**
 * Counts again only when the last count is `ageMsMax` old, and twenty times as old as the time that it took: however often it is called,
 * as by those who scrape a metric or watch a page, and however much there is to count. A failure is kept five times as long as it took:
 * one that was cut off after seconds is no lighter the next time, and one that came at once costs nothing to try again.
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
    const tookMs = () => performance.now() - startMs
    counting.then(
      () => {
        freshUntilMs = startMs + Math.max(ageMsMax, tookTimes * tookMs())
      },
      () => {
        freshUntilMs = startMs + failedTimes * tookMs()
      },
    )
    return counting
  }
}

const tookTimes = 20
const failedTimes = 5
