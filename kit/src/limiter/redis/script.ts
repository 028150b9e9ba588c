import { readFileSync } from 'node:fs'
import { bucketKey } from '../bucket-key.ts'
import type { Decision, Policy } from '../limiter.ts'

export const takeScript = readFileSync(new URL('./take.lua', import.meta.url), 'utf8')

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
