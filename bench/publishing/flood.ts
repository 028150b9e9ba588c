import { serveParent } from '../load/child.ts'
import type { HttpRequest } from '../load/variant.ts'
import { callSteadily } from './steady.ts'

export interface Flood {
  url: string
  perSecond: number
  calls: number
  /** Made in turn. */
  requests: readonly HttpRequest[]
}

export interface Flooded {
  accepted: number
  /** By the rate limit. */
  refused: number
}

/** Publishes at an even rate, whatever is refused. Rejects if a call is answered neither 202 nor 429. */
export async function flood({ url, perSecond, calls, requests }: Flood): Promise<Flooded> {
  const flooded: Flooded = { accepted: 0, refused: 0 }
  const count = (status: number): boolean => {
    if (status === 202) flooded.accepted++
    if (status === 429) flooded.refused++
    return status === 202 || status === 429
  }
  const requestOf = (at: number) => requests[at % requests.length] as HttpRequest
  await callSteadily(url, { perSecond, calls, requestOf, isExpected: count })
  return flooded
}

// As a process of its own: the calls that it makes take nothing of the event loop that times the others.
serveParent<Flood>({}, flood)
