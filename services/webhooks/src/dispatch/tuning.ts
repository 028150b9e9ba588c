/** The numbers that make sending fair and cheap; no setting changes them. */
export interface Tuning {
  /** Deliveries of one endpoint that one claim cycle may start. */
  quantum: number
  /** The share of the slots that slow, failing and probing endpoints may use together. */
  slowLaneShare: number
  /** The smallest window: attempts in flight to an endpoint that fails. */
  windowMin: number
  /** Results written in one transaction at the most. */
  resultBatchMax: number
  /** How long the first result of a batch waits for others; and from when a due delivery waits for one of them. */
  resultGatherMs: number
  awaitedResultGatherMs: number
}

export const defaultTuning: Tuning = {
  quantum: 8,
  slowLaneShare: 0.2,
  windowMin: 1,
  resultBatchMax: 50,
  resultGatherMs: 20,
  awaitedResultGatherMs: 5,
}
