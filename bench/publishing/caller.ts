import { serveParent } from '../load/child.ts'
import type { HttpRequest } from '../load/variant.ts'
import { callSteadily } from './steady.ts'

export interface SteadyCalls {
  url: string
  perSecond: number
  calls: number
  /** Made in turn. */
  requests: readonly HttpRequest[]
}

export interface CallsMade {
  /** Of each call, the refused ones included. */
  timesMs: readonly number[]
  /** Calls that the rate limit refused. */
  refused: number
}

/** Publishes at an even rate. Rejects if a call is answered neither 202 nor 429. */
export async function publishSteadily({ url, perSecond, calls, requests }: SteadyCalls): Promise<CallsMade> {
  let refused = 0
  const isExpected = (status: number): boolean => {
    if (status === 429) refused++
    return status === 202 || status === 429
  }
  const requestOf = (at: number) => requests[at % requests.length] as HttpRequest
  const timesMs = await callSteadily(url, { perSecond, calls, requestOf, isExpected })
  return { timesMs, refused }
}

// As a process of its own: what else the bench does, and the garbage of it, takes nothing of the event loop that times calls.
serveParent<SteadyCalls>({}, publishSteadily)
