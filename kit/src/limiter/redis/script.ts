import { bucketKey } from '../bucket.ts'
import type { Decision, Policy } from '../limiter.ts'

/** The policies of one call. */
export type Call = readonly Policy[]

/** This process's report of one bucket: an amount spent, or to add, and when the bucket ends or is full. */
export interface BucketReport {
  key: string
  algorithm: Policy['algorithm']
  limit: number
  windowUs: number
  endsInUs: number
  amount: number
}

export const keysOf = (calls: readonly Call[]): string[] => calls.flatMap((policies) => policies.map(bucketKey))

/** The arguments of take.lua. Most calls differ in their buckets alone, so each kind of call is sent once. */
export function argumentsOf(time: string, calls: readonly Call[]): (string | number)[] {
  const kinds = new Map<string, number>()
  const kindOfCalls = calls.map((policies) => {
    const kind = kindOf(policies)
    const known = kinds.get(kind) ?? kinds.size + 1
    kinds.set(kind, known)
    return known
  })
  return [time, kinds.size, ...kinds.keys(), ...kindOfCalls]
}

const kindsMade = new WeakMap<Call, string>()

function kindOf(policies: Call): string {
  const known = kindsMade.get(policies)
  if (known !== undefined) return known
  const kind = policies.map(textOf).join(' ')
  kindsMade.set(policies, kind)
  return kind
}

const textOf = ({ algorithm, limit, windowSeconds, cost }: Policy): string =>
  `${algorithm} ${limit} ${windowSeconds * 1_000_000} ${cost}`

/** The arguments of restore.lua. */
export const reportArguments = (time: string, mode: 'least' | 'more', reports: readonly BucketReport[]) => [
  time,
  mode,
  ...reports.flatMap((one) => [one.algorithm, one.limit, one.windowUs, one.endsInUs, one.amount]),
]

/** Reads the reply of take.lua, call by call. */
export function decisionsOf(calls: readonly Call[], reply: readonly number[]): Decision[] {
  let at = 0
  const next = (): number => {
    const number = reply[at++]
    if (number === undefined) throw new Error('The reply of the limiter script is too short.')
    return number
  }
  return calls.map((policies) => {
    const isAllowed = next() === 1
    const stateOf = (policy: Policy) => ({
      policy,
      remaining: next(),
      resetMs: next(),
      retryAfterMs: isAllowed ? 0 : next(),
    })
    return { isAllowed, states: policies.map(stateOf) }
  })
}
