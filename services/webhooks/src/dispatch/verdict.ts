import type { Outcome } from '@plinth/kit/outbound-http'

/** The meaning of an attempt for its delivery. */
export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'retry' }
  /** The endpoint asked for a pause, which applies to all its deliveries and uses no attempt. */
  | { kind: 'postpone'; pauseMs: number }
  | { kind: 'fail' }
  /** 410: the receiver wants no more deliveries. */
  | { kind: 'gone' }

export interface Answered {
  outcome: Outcome
  statusCode: number
  headers: Readonly<Record<string, string>>
}

const retriedStatuses = new Set([408, 425, 429])
const pauseMaxMs = 3_600_000

/** webhooks.md §4; `now` is for a Retry-After that is a date. */
export function verdictOn(answer: Answered, now: Date): Verdict {
  if (answer.outcome === 'ok') return { kind: 'delivered' }
  if (answer.outcome === 'blocked') return { kind: 'fail' }
  if (answer.outcome !== 'http') return { kind: 'retry' }
  if (answer.statusCode === 410) return { kind: 'gone' }
  if (answer.statusCode === 429) {
    const pauseMs = retryAfterMs(answer.headers['retry-after'], now)
    return pauseMs === undefined ? { kind: 'retry' } : { kind: 'postpone', pauseMs }
  }
  return { kind: answer.statusCode >= 500 || retriedStatuses.has(answer.statusCode) ? 'retry' : 'fail' }
}

function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  // Never zero: an endpoint that answers every attempt with 429 and "now" would be sent to in a loop.
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 1_000), pauseMaxMs)
}
