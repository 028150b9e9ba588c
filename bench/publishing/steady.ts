import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { HttpRequest } from '../load/variant.ts'

interface Steady {
  perSecond: number
  calls: number
  requestOf: (at: number) => HttpRequest
  /** Tells by its status whether a call was answered as it should be. Default: with less than 300. */
  isExpected?: (status: number) => boolean
}

/** Makes calls at an even rate, whether or not those before have an answer; how long each took, in ms. Rejects if one fails. */
export async function callSteadily(
  url: string,
  { perSecond, calls, requestOf, isExpected = (status) => status < 300 }: Steady,
): Promise<number[]> {
  const agent = new Agent({ connections: 64, pipelining: 1 })
  const startedMs = performance.now()
  const one = async (at: number): Promise<number> => {
    const begunMs = performance.now()
    const { path, ...options } = requestOf(at)
    const answer = await request(url + path, { ...options, dispatcher: agent })
    const text = await answer.body.text()
    if (!isExpected(answer.statusCode)) throw new Error(`${answer.statusCode} ${text}`)
    return performance.now() - begunMs
  }
  const running: Promise<number>[] = []
  try {
    for (let at = 0; at < calls; at++) {
      const earlyMs = startedMs + (at * 1_000) / perSecond - performance.now()
      if (earlyMs > 0) await wait(earlyMs)
      running.push(handled(one(at)))
    }
    return await Promise.all(running)
  } finally {
    await agent.destroy()
  }
}

/** The same promise, which may reject before somebody waits for it. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
