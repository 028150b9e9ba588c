/** Sends a range of the history of an endpoint again. */
export interface Replay {
  id: string
  endpointId: string
  status: 'running' | 'done' | 'cancelled'
  /** Deliveries that the replay queues in all, and those it has queued. */
  total: number
  done: number
  createdAt: Date
}

/** Deliveries to send again, by the time of their creation; both ends included. */
export interface ReplayRange {
  since: Date
  until: Date
  statuses: readonly EndedStatus[]
}

export type EndedStatus = 'success' | 'failed' | 'cancelled'

// Deliveries of other statuses are queued or held already.
export const ended: readonly EndedStatus[] = ['success', 'failed', 'cancelled']

/** The one status that a request names; undefined for an unknown word. */
export function statusesOf(word: string): readonly EndedStatus[] | undefined {
  const named = ended.filter((status) => status === word)
  return named.length === 0 ? undefined : named
}
