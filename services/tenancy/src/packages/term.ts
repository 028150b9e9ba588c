// An assignment ends at its own end, or at the start of the base package that replaces it. Its own status and end are kept
// beside those that count, for the package that replaces it may be cancelled before it starts.
import { type AssignmentStatus, endsAfter, firstAfter, type HeldPackage } from '../entitlements/grants/held-package.ts'

export interface Term {
  expiresAt: Date | undefined
  /** The base package at whose start it ends. */
  replacedBy: string | undefined
  /** Undefined: status and end are its own. */
  ownStatus: AssignmentStatus | undefined
  ownExpiresAt: Date | undefined
}

/** Status and end without a suspension, and without the base package that replaces it. */
export interface OwnTerm {
  status: AssignmentStatus
  expiresAt: Date | undefined
}

type HeldTerm = HeldPackage & Term

/** The start of a base package that follows. */
export type NextBase = Pick<HeldPackage, 'id' | 'startsAt'>

export const ownTermOf = (held: HeldTerm): OwnTerm => {
  const { status, expiresAt, ownStatus, ownExpiresAt } = held
  if (ownStatus !== undefined && !isChangedByOldRelease(held)) return { status: ownStatus, expiresAt: ownExpiresAt }
  return { status: status === 'suspended' ? 'active' : status, expiresAt }
}

// NOTE: The release before changes status and end alone, beside an own status and end that held until then.
const isChangedByOldRelease = ({ status, expiresAt, ownStatus, ownExpiresAt, replacedBy }: HeldTerm): boolean =>
  (status === 'active' && ownStatus === 'cancelled') ||
  (replacedBy === undefined && ownExpiresAt?.getTime() !== expiresAt?.getTime())

/** Ends with its own term, or where the next base package begins. */
export function termUpTo(own: OwnTerm, next?: NextBase): Term {
  if (next === undefined || !endsAfter(own.expiresAt, next.startsAt))
    return { expiresAt: own.expiresAt, replacedBy: undefined, ownStatus: undefined, ownExpiresAt: undefined }
  return { expiresAt: next.startsAt, replacedBy: next.id, ownStatus: own.status, ownExpiresAt: own.expiresAt }
}

/** A suspended one does not show that it is cancelled for later. */
export const rememberCancelled = ({ status, expiresAt }: OwnTerm): Partial<Term> =>
  status === 'cancelled' ? { ownStatus: status, ownExpiresAt: expiresAt } : {}

/** The base package at whose start it ends. */
export const nextOf = ({ replacedBy, expiresAt }: Term): NextBase | undefined =>
  replacedBy === undefined || expiresAt === undefined ? undefined : { id: replacedBy, startsAt: expiresAt }

/** Whether a base package ends at the start of another, and only there. */
export const isReplacedBy = ({ replacedBy, expiresAt }: HeldTerm, { id, startsAt }: NextBase): boolean =>
  replacedBy === id && expiresAt?.getTime() === startsAt.getTime()

/** The base package that replaces another: one that replaced it at its very start, or the first that starts later. */
export const nextBase = <Held extends HeldPackage>(
  bases: readonly Held[],
  { startsAt, replacedBy }: Pick<HeldTerm, 'startsAt' | 'replacedBy'>,
): Held | undefined =>
  bases.find(({ id, startsAt: start }) => id === replacedBy && start.getTime() === startsAt.getTime()) ??
  firstAfter(bases, startsAt)
