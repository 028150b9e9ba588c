import type { Grant } from '../catalog/catalog.ts'
import { type Counted, decide } from '../entitlements/balances/limit-rule.ts'
import type { Resolution } from '../entitlements/grants/resolution.ts'

/** A feature of a plan before and after a change; undefined: not included. */
export interface FeatureDifference {
  code: string
  before: Grant | undefined
  after: Grant | undefined
  used: number
  /** After the change, a check of 1 is refused. */
  wouldRefuse: boolean
}

/** @param counted The balance that counts after the change, else that before. */
export function differenceOf(code: string, before: Resolution, after: Resolution, counted: Counted): FeatureDifference {
  const { isAllowed } = decide(after, code, counted, 1)
  const isCounted = before.feature !== undefined && poolType(before, after) !== 'boolean'
  const used = isCounted ? Math.max(counted.used, 0) : 0
  return { code, before: grantOf(before), after: grantOf(after), used, wouldRefuse: !isAllowed }
}

const poolType = (before: Resolution, after: Resolution) =>
  after.reason === undefined ? after.pool.type : before.reason === undefined ? before.pool.type : undefined

function grantOf(resolution: Resolution): Grant | undefined {
  if (resolution.reason !== undefined) return undefined
  if (resolution.pool.type === 'boolean') return 'on'
  return resolution.limit ?? 'unlimited'
}
