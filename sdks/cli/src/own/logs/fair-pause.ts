/**
 * How long to wait after this many calls, in ms, so that half of what the rate limit has left stays for others; at most until it
 * begins anew.
 * @param headers Of the last answer. Without those of a limit: 0.
 */
export function fairPauseMs(headers: Readonly<Record<string, string>>, nowMs: number, calls: number): number {
  const left = Number(headers['x-ratelimit-remaining'])
  const untilMs = Number(headers['x-ratelimit-reset']) * 1_000 - nowMs
  return left >= 0 && untilMs > 0 ? Math.min(untilMs, (calls * 2 * untilMs) / left) : 0
}
