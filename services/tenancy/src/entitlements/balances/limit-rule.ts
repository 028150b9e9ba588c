import type { Feature } from '../../catalog/catalog.ts'
import type { Reason, Resolution, Step } from '../grants/resolution.ts'

/** The counts of a window: recorded use, and quantities of reservations that have not ended. */
export interface Counted {
  used: number
  reserved: number
  /** Present: the use is not known here, but to other services, or to none. A decision from these counts is not exact. */
  countedBy?: 'others' | 'none'
}

export interface Decision {
  isAllowed: boolean
  reason: Reason | undefined
  /** A public sentence. */
  message: string
  currentUsage: number
  /** Undefined, as available is, where nothing limits. */
  limit: number | undefined
  available: number | undefined
  isUnlimited: boolean
}

/** A decision, and the moment it was true. */
export interface Verdict extends Decision {
  at: Date
  isUnknown: boolean
  steps: () => readonly Step[]
}

export const nothingCounted: Counted = { used: 0, reserved: 0 }

/** The limit rule: used + reserved + quantity ≤ limit. Less use than none counts as none. */
export const fits = (counted: Counted, quantity: number, limit: number): boolean =>
  quantity <= availableIn(counted, limit)

const availableIn = ({ used, reserved }: Counted, limit: number) => Math.max(limit - Math.max(used, 0) - reserved, 0)

/** The decision on a quantity, for these counts; a quantity of 0 describes use that is already allowed. */
export function verdictOf(resolution: Resolution, code: string, counted: Counted, quantity: number, at: Date): Verdict {
  const isUnknown = counted.countedBy !== undefined
  return { ...decide(resolution, code, counted, quantity), at, isUnknown, steps: resolution.steps }
}

/** Whether this much may be used now. */
export function decide(resolution: Resolution, code: string, counted: Counted, quantity: number): Decision {
  const { feature } = resolution
  if (resolution.reason !== undefined) {
    const message = sentences[resolution.reason](feature?.name ?? code)
    const numbers = { currentUsage: 0, limit: undefined, available: undefined, isUnlimited: false }
    return { isAllowed: false, reason: resolution.reason, message, ...numbers }
  }
  const { pool, limit } = resolution
  const currentUsage = pool.type === 'boolean' ? 0 : Math.max(counted.used, 0)
  const isUnlimited = limit === undefined && pool.type !== 'boolean'
  const available = limit === undefined ? undefined : availableIn(counted, limit)
  const numbers = { currentUsage, limit, available, isUnlimited }
  if (limit === undefined || available === undefined || fits(counted, quantity, limit))
    return { isAllowed: true, reason: undefined, message: `${resolution.feature.name} is available.`, ...numbers }
  const message = exceeded(resolution.feature, pool, currentUsage, available, quantity)
  return { isAllowed: false, reason: 'LIMIT_EXCEEDED', message, ...numbers }
}

function exceeded({ name }: Feature, { unit }: Feature, used: number, available: number, requested: number): string {
  const [usedText, availableText, requestedText] = amountsIn(unit, [used, available, requested])
  return `${name} limit exceeded. Used: ${usedText}, Available: ${availableText}, Requested: ${requestedText}`
}

const sentences: Readonly<Record<Reason, (feature: string) => string>> = {
  LIMIT_EXCEEDED: (feature) => `${feature} limit exceeded.`,
  FEATURE_NOT_INCLUDED: (feature) => `${feature} is not included in any package of this namespace.`,
  FEATURE_NOT_FOUND: (feature) => `The feature ${feature} does not exist.`,
  PACKAGE_SUSPENDED: (feature) => `The package that includes ${feature} is suspended.`,
  PACKAGE_EXPIRED: (feature) => `The package that included ${feature} has expired.`,
  PACKAGE_CANCELLED: (feature) => `The package that included ${feature} was cancelled.`,
  NAMESPACE_INACTIVE: () => 'The namespace is not active.',
  WORKSPACE_SUSPENDED: () => 'The workspace is suspended.',
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
const step = 1_024

/** "1.00 GB", "0.50 GB" for bytes: binary units, two decimals, the largest amount's unit for all. "20 seats" for other units. */
function amountsIn(unit: string, amounts: readonly number[]): string[] {
  if (unit !== 'bytes') return amounts.map((amount) => (unit === '' ? String(amount) : `${amount} ${unit}`))
  const largest = Math.max(...amounts)
  const at = units.findLastIndex((_, power) => power === 0 || largest >= step ** power)
  return amounts.map((amount) => `${(amount / step ** at).toFixed(2)} ${units[at]}`)
}
