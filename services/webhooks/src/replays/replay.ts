/** A stretch of an endpoint's history that is sent again. */
export interface Replay {
  id: string
  status: 'running' | 'done' | 'cancelled'
  /** Deliveries it will queue, and has queued. */
  total: number
  done: number
  createdAt: Date
}

/** What is sent again, by the creation of the delivery; both ends belong to it. */
export interface Stretch {
  since: Date
  until: Date
  statuses: readonly EndedStatus[]
}

export type EndedStatus = 'success' | 'failed' | 'cancelled'

// What has not ended is on its way, or held, already.
const ended: readonly EndedStatus[] = ['success', 'failed', 'cancelled']

/** The statuses that a request names: one, or with an empty word all; undefined for a word that is none. */
export function statusesOf(word: string): readonly EndedStatus[] | undefined {
  if (word === '') return ended
  const named = ended.filter((status) => status === word)
  return named.length === 0 ? undefined : named
}
