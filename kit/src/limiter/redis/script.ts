import { readFileSync } from 'node:fs'
import { bucketKey } from '../bucket-key.ts'
import type { Decision, Policy } from '../limiter.ts'
import type { Restored } from './carried-buckets.ts'

export const takeScript = readFileSync(new URL('./take.lua', import.meta.url), 'utf8')

export const restoreScript = readFileSync(new URL('./restore.lua', import.meta.url), 'utf8')

export type Call = readonly Policy[]

export const keysOf = (calls: readonly Call[]): string[] => calls.flatMap((policies) => policies.map(bucketKey))

/** The script's arguments; `time` as take.lua takes it. */
export const argumentsOf = (time: string, calls: readonly Call[]): (string | number)[] => [
  time,
  ...calls.flatMap((policies) => [policies.length, ...policies.flatMap(argumentsOfPolicy)]),
]

const argumentsOfPolicy = (policy: Policy): (string | number)[] => [
  policy.algorithm,
  policy.limit,
  policy.windowSeconds * 1_000_000,
  policy.cost,
]

/** What restore.lua takes besides the keys. */
export const argumentsOfRestored = (time: string, mode: 'least' | 'more', buckets: readonly Restored[]) => [
  time,
  mode,
  ...buckets.flatMap((one) => [one.algorithm, one.limit, one.windowUs, one.endsInUs, one.part]),
]

/** The script's reply, call by call. */
export function decisionsOf(calls: readonly Call[], reply: readonly number[]): Decision[] {
  let at = 0
  const next = (): number => {
    const number = reply[at++]
    if (number === undefined) throw new Error('The reply of the limiter script is too short.')
    return number
  }
  return calls.map((policies) => ({
    isAllowed: next() === 1,
    states: policies.map((policy) => ({ policy, remaining: next(), resetMs: next(), retryAfterMs: next() })),
  }))
}
