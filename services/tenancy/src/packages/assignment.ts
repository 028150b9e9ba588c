import { earlier, type HeldPackage, hasEnded, statusAt } from '../entitlements/grants/held-package.ts'
import { fail } from '../errors.ts'
import { type NextBase, nextOf, ownTermOf, rememberCancelled, type Term, termUpTo } from './term.ts'

export interface Assignment extends HeldPackage, Term {
  ownerId: string
  packageId: string
  packageName: string
  isBase: boolean
  createdAt: Date
  updatedAt: Date
  version: number
}

/** Throws STATE_CONFLICT for what is suspended or has ended; what is cancelled for later counts until then. */
export function suspend(held: Assignment, at: Date): Assignment {
  if (held.status === 'suspended' || hasEnded(held, at))
    throw fail.wrongState(
      'The package is suspended or has ended. Only an active package, or a cancelled one that is usable until its end, can be suspended.',
    )
  return { ...held, status: 'suspended', ...rememberCancelled(ownTermOf(held)) }
}

/** Throws STATE_CONFLICT unless it is suspended. One that was cancelled for later is so again. */
export function reactivate(held: Assignment, at: Date): Assignment {
  if (statusAt(held, at) !== 'suspended')
    throw fail.wrongState('The package is not suspended. Only a suspended package can be reactivated.')
  const own = ownTermOf(held)
  const status = own.status === 'cancelled' ? 'cancelled' : 'active'
  return { ...held, status, ...termUpTo({ ...own, status }, nextOf(held)) }
}

/** Ends now, or stays usable until `end`. Throws STATE_CONFLICT for what has ended, and to keep usable what is suspended. */
export function cancel(held: Assignment, at: Date, end: Date | undefined): Assignment {
  if (hasEnded(held, at)) throw fail.wrongState('The package has already ended.')
  if (end === undefined) return { ...held, ...termUpTo({ status: 'cancelled', expiresAt: at }), status: 'cancelled' }
  if (held.status === 'suspended')
    throw fail.wrongState(
      'A suspended package can only be cancelled immediately. Reactivate it first, or cancel it immediately.',
    )
  const own = { status: 'cancelled', expiresAt: earlier(ownTermOf(held).expiresAt, end) } as const
  return { ...held, status: 'cancelled', ...termUpTo(own, nextOf(held)) }
}

/** A new end for what is active or suspended, but not beyond the next base package; undefined: it never ends. */
export function renew(held: Assignment, at: Date, expiresAt: Date | undefined, next: NextBase | undefined): Assignment {
  if (hasEnded(held, at) || held.status === 'cancelled' || ownTermOf(held).status === 'cancelled')
    throw fail.wrongState('The package is cancelled or has ended. Only an active or suspended package can be renewed.')
  return { ...held, ...termUpTo({ status: 'active', expiresAt }, next) }
}

/** Returns a base package as replaced by another: it counts up to that instant, and no later change of its status brings it back. */
export function replace(held: Assignment, at: Date, by: NextBase): Assignment {
  const isNow = by.startsAt <= at
  const status = isNow || held.status === 'active' ? 'cancelled' : held.status
  return { ...held, status, ...termUpTo(ownTermOf(held), by) }
}

/** Returns a base package whose replacement never starts: as it was before, up to the next base package. */
export function giveBack(held: Assignment, next: NextBase | undefined): Assignment {
  const own = ownTermOf(held)
  const term = termUpTo(own, next)
  if (held.status === 'suspended') return { ...held, ...term, ...rememberCancelled(own) }
  return { ...held, ...term, status: term.replacedBy === undefined ? own.status : held.status }
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
