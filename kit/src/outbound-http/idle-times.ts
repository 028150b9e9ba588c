/** An idle connection is watched for this time, if the receiver does not close it sooner. */
export const watchedMs = 5_000
/** The greatest age at which an idle connection is used again. */
export const idleMsMax = watchedMs / 2

// A receiver that closes sooner is rare, and costs little: the deliveries of a burst follow each other faster.
const unwatchedMs = 500
// No receiver's idle timeout is shorter: a connection that ends sooner shows a restart or a crash, and under load most are that young.
const learnedMsMin = 250
// A restart of the receiver closes connections of any age, so what it showed is seen again after this time.
const doubtedAfterMs = 60_000
const forgottenAfterMs = 600_000
const originsMax = 4_096

interface Seen {
  openMs: number
  atMs: number
}

/**
 * How old an idle connection may be used again, by origin. A receiver that closes idle connections loses a request that is on its way just
 * then, so it is half of the time for which the receiver is known to keep them: seen here, or said in its header Keep-Alive (decision 298).
 */
export class IdleTimes {
  readonly #seen = new Map<string, Seen>()

  /** @param saidMs From the latest answer's header Keep-Alive. */
  usableMs(origin: string, saidMs: number | undefined, nowMs: number): number {
    const seenMs = this.#lately(origin, nowMs)?.openMs
    if (saidMs === undefined && seenMs === undefined) return unwatchedMs
    return Math.min(saidMs ?? watchedMs, seenMs ?? watchedMs, watchedMs) / 2
  }

  /** Returns true if an idle connection is to be left open, unused, to see for how long the receiver keeps it. */
  isUnsure(origin: string, saidMs: number | undefined, nowMs: number): boolean {
    const seen = this.#lately(origin, nowMs)
    if (seen === undefined) return saidMs === undefined
    return nowMs - seen.atMs >= doubtedAfterMs && seen.openMs < Math.min(saidMs ?? watchedMs, watchedMs)
  }

  /** A connection of the origin was idle for openMs, and then closed or lost, or watched no longer. The least time of a minute counts. */
  saw(origin: string, openMs: number, nowMs: number): void {
    if (openMs < learnedMsMin) return
    const before = this.#seen.get(origin)
    if (before !== undefined && before.openMs <= openMs && nowMs - before.atMs < doubtedAfterMs) return
    this.#seen.delete(origin)
    this.#seen.set(origin, { openMs, atMs: nowMs })
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > originsMax && oldest !== undefined) this.#seen.delete(oldest)
  }

  #lately(origin: string, nowMs: number): Seen | undefined {
    const seen = this.#seen.get(origin)
    return seen === undefined || nowMs - seen.atMs >= forgottenAfterMs ? undefined : seen
  }
}

/** The time for which a receiver says that it keeps the connection, in milliseconds: `timeout=5, max=100`. */
export function keepAliveMs(header: string | undefined): number | undefined {
  const seconds = /(?:^|[,;\s])timeout=(\d{1,6})(?!\d)/i.exec(header ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1_000
}
