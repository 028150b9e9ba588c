/** How long a rejected message rests before it is handed over again: 100 ms, doubling to 10 s. */
export const redeliveryDelayMs = (deliveries: number): number =>
  Math.min(100 * 2 ** Math.min(deliveries - 1, 10), 10_000)

/**
 * How many messages go to a handler together, given how often each at the head of the queue has been handed over,
 * this time included. One handed over twice in vain goes alone, so that it cannot hold back those beside it.
 */
export function batchLength(deliveries: readonly number[], batchMax: number): number {
  const [first] = deliveries
  if (first === undefined) return 0
  if (goesAlone(first)) return 1
  const end = deliveries.findIndex(goesAlone)
  return Math.min(batchMax, end === -1 ? deliveries.length : end)
}

const goesAlone = (deliveries: number): boolean => deliveries > 2
