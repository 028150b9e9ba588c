import type { Grant } from '../catalog/catalog.ts'
import { type Counted, decide } from '../entitlements/balances/limit-rule.ts'
import type { Entitled, Resolution } from '../entitlements/grants/resolution.ts'

/** A feature of a plan before and after a change; undefined: not included. */
export interface FeatureDifference {
  code: string
  before: Grant | undefined
  after: Grant | undefined
  used: number
  /** After the change, a check of 1 is refused. */
  wouldRefuse: boolean
  /** As in the counts: present, the two above are not known here. */
  countedBy: Counted['countedBy']
  /** The owner of the balance. */
  ownerId: string
}

/** A feature that is included before or after a change. */
export interface Compared {
  code: string
  before: Resolution
  after: Resolution
  /** Of the two, the one whose balance counts: the latter, if it includes the feature. */
  counting: Entitled
}

/** @param counted The balance that counts. */
export function differenceOf({ code, before, after, counting }: Compared, counted: Counted): FeatureDifference {
  const { isAllowed } = decide(after, code, counted, 1)
  const isCounted = before.feature !== undefined && counting.pool.type !== 'boolean'
  return {
    ...{ code, before: grantOf(before), after: grantOf(after), wouldRefuse: !isAllowed },
    ...{ used: isCounted ? Math.max(counted.used, 0) : 0, countedBy: counted.countedBy, ownerId: counting.ownerId },
  }
}

function grantOf(resolution: Resolution): Grant | undefined {
  if (resolution.reason !== undefined) return undefined
  if (resolution.pool.type === 'boolean') return 'on'
  return resolution.limit ?? 'unlimited'
}
