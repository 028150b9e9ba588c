import { earlier, type HeldPackage, hasEnded, statusAt } from '../entitlements/grants/held-package.ts'
import { fail } from '../errors.ts'

export interface Assignment extends HeldPackage {
  ownerId: string
  packageId: string
  packageName: string
  isBase: boolean
  createdAt: Date
  updatedAt: Date
  version: number
}

/** Throws STATE_CONFLICT unless it is active. */
export function suspend(held: Assignment, at: Date): Assignment {
  if (statusAt(held, at) !== 'active')
    throw fail.wrongState('The package is not active. Only an active package can be suspended.')
  return { ...held, status: 'suspended' }
}

/** Throws STATE_CONFLICT unless it is suspended. */
export function reactivate(held: Assignment, at: Date): Assignment {
  if (statusAt(held, at) !== 'suspended')
    throw fail.wrongState('The package is not suspended. Only a suspended package can be reactivated.')
  return { ...held, status: 'active' }
}

/** Ends now, or stays usable until `end`. Throws STATE_CONFLICT for what has ended, and to keep usable what is suspended. */
export function cancel(held: Assignment, at: Date, end: Date | undefined): Assignment {
  if (hasEnded(held, at)) throw fail.wrongState('The package has already ended.')
  if (end === undefined) return { ...held, status: 'cancelled', expiresAt: at }
  if (held.status === 'suspended')
    throw fail.wrongState(
      'A suspended package can only be cancelled immediately. Reactivate it first, or cancel it immediately.',
    )
  return { ...held, status: 'cancelled', expiresAt: earlier(held.expiresAt, end) }
}

/** A new end for what is active or suspended; undefined: it never ends. */
export function renew(held: Assignment, at: Date, expiresAt: Date | undefined): Assignment {
  if (hasEnded(held, at) || held.status === 'cancelled')
    throw fail.wrongState('The package is cancelled or has ended. Only an active or suspended package can be renewed.')
  return { ...held, expiresAt }
}

/** Returns a base package as replaced by another: it counts up to that instant, and no later change of its status brings it back. */
export function replace(held: Assignment, at: Date, by: { startsAt: Date }): Assignment {
  const isNow = by.startsAt <= at
  const status = isNow || held.status === 'active' ? 'cancelled' : held.status
  return { ...held, status, expiresAt: earlier(held.expiresAt, by.startsAt) }
}

/** As the public API shows it (api.md §11). */
export const assignmentView = (held: Assignment): Record<string, unknown> => ({
  id: held.id,
  package: { id: held.packageId, code: held.package, name: held.packageName },
  status: held.status,
  starts_at: held.startsAt.toISOString(),
  expires_at: held.expiresAt?.toISOString() ?? null,
  billing_anchor: held.anchor.toISOString(),
})
