/** How long a rejected message rests before it is handed over again: 100 ms, doubling to 10 s. */
export const redeliveryDelayMs = (deliveries: number): number =>
  Math.min(100 * 2 ** Math.min(deliveries - 1, 10), 10_000)

/** A message handed over twice in vain comes alone, so that it cannot hold back those beside it. */
export const comesAlone = (deliveries: number): boolean => deliveries > 2
