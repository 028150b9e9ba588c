export interface Scale {
  seconds: number
  shortSeconds: number
  /** Deliveries queued for one endpoint. */
  backlog: number
  /** Deliveries in history. */
  finished: number
}

export type Say = (line: string) => void

/** Events per second of the latency phases. */
export const steadyRate = 300

export const ratio = (value: number, baseline: number): string => (value / baseline).toFixed(2)
