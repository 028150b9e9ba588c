/** What makes sending fair and cheap, in numbers. Nobody configures it: the bench goes to extremes to see what each is worth. */
export interface Tuning {
  /** Deliveries of one endpoint that one turn may start. */
  quantum: number
  /** Of the slots, what slow, failing and probing endpoints may use together. */
  slowLaneShare: number
  /** An endpoint's attempts in flight however badly it does. */
  windowMin: number
  /** Results written in one transaction at the most, and how long the first of them waits for others. */
  resultBatchMax: number
  resultGatherMs: number
}

export const defaultTuning: Tuning = {
  quantum: 8,
  slowLaneShare: 0.2,
  windowMin: 1,
  resultBatchMax: 50,
  resultGatherMs: 5,
}
