/** An idle connection is watched for this time, if the receiver does not close it sooner. */
export const watchedMs = 5_000
/** The greatest age at which an idle connection is used again. */
export const idleMsMax = watchedMs / 2

// A receiver that closes sooner is rare, and costs little: the deliveries of a burst follow each other faster.
const unwatchedMs = 500
// A restart of the receiver closes connections of any age.
const forgottenAfterMs = 600_000
const originsMax = 4_096

/**
 * How old an idle connection may be used again, by origin. A receiver that closes idle connections loses a request that is on its way just
 * then, so it is half of the time for which the receiver is known to keep them: seen here, or said in its header Keep-Alive.
 */
export class IdleTimes {
  readonly #seen = new Map<string, { openMs: number; atMs: number }>()

  /** @param saidMs From the latest answer's header Keep-Alive. */
  usableMs(origin: string, saidMs: number | undefined, nowMs: number): number {
    const seenMs = this.#openMs(origin, nowMs)
    if (saidMs === undefined && seenMs === undefined) return unwatchedMs
    return Math.min(saidMs ?? watchedMs, seenMs ?? watchedMs, watchedMs) / 2
  }

  /** Returns true if a connection was seen to be closed or to stay open, lately. */
  isKnown(origin: string, nowMs: number): boolean {
    return this.#openMs(origin, nowMs) !== undefined
  }

  /** A connection of the origin was idle for openMs, and then closed or lost, or watched no longer. */
  saw(origin: string, openMs: number, nowMs: number): void {
    const before = this.#openMs(origin, nowMs)
    if (before !== undefined && before <= openMs) return
    this.#seen.delete(origin)
    this.#seen.set(origin, { openMs, atMs: nowMs })
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > originsMax && oldest !== undefined) this.#seen.delete(oldest)
  }

  #openMs(origin: string, nowMs: number): number | undefined {
    const seen = this.#seen.get(origin)
    return seen === undefined || nowMs - seen.atMs >= forgottenAfterMs ? undefined : seen.openMs
  }
}

/** The time for which a receiver says that it keeps the connection, in milliseconds: `timeout=5, max=100`. */
export function keepAliveMs(header: string | undefined): number | undefined {
  const seconds = /(?:^|[,;\s])timeout=(\d{1,6})(?!\d)/i.exec(header ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1_000
}
