/** Returns the delay before a rejected message is delivered again: 100 ms, doubling up to 10 s. */
export const redeliveryDelayMs = (deliveries: number): number =>
  Math.min(100 * 2 ** Math.min(deliveries - 1, 10), 10_000)

/**
 * Returns how many messages go to a handler together, given the number of deliveries of each message at the head of the queue,
 * including this one. A message that failed twice goes alone, so that it cannot delay others.
 */
export function batchLength(deliveries: readonly number[], batchMax: number): number {
  const [first] = deliveries
  if (first === undefined) return 0
  if (goesAlone(first)) return 1
  const end = deliveries.findIndex(goesAlone)
  return Math.min(batchMax, end === -1 ? deliveries.length : end)
}

const goesAlone = (deliveries: number): boolean => deliveries > 2
