/** Response times as counts by bucket: bucket i holds times up to 2^(i/4) ms, the last one all that are longer (55 s). */
export type Latency = readonly number[]

export const latencyBuckets = 64

export const bucketOf = (ms: number): number =>
  ms <= 1 ? 0 : Math.min(Math.ceil(Math.log2(ms) * 4), latencyBuckets - 1)

/** Milliseconds that a share `quantile` of the times does not exceed, at most 19 % too high; undefined without times. */
export function quantileMs(latency: Latency, quantile: number): number | undefined {
  const total = latency.reduce((sum, count) => sum + count, 0)
  if (total === 0) return undefined
  const rank = Math.max(1, Math.ceil(total * quantile))
  let seen = 0
  const bucket = latency.findIndex((count) => {
    seen += count
    return seen >= rank
  })
  return Math.round(2 ** (bucket / 4))
}
