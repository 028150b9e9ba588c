import { readFileSync } from 'node:fs'
import { bucketKey } from '../bucket-key.ts'
import type { Decision, Policy } from '../limiter.ts'
import type { Restored } from './carried-buckets.ts'

export const takeScript = readFileSync(new URL('./take.lua', import.meta.url), 'utf8')

export const restoreScript = readFileSync(new URL('./restore.lua', import.meta.url), 'utf8')

export type Call = readonly Policy[]

export const keysOf = (calls: readonly Call[]): string[] => calls.flatMap((policies) => policies.map(bucketKey))

/** The script's arguments; `time` as take.lua takes it. Few calls differ in more than their buckets. */
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
