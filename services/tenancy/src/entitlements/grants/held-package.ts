export type AssignmentStatus = 'active' | 'suspended' | 'cancelled' | 'expired'

/** A package that an owner holds. */
export interface HeldPackage {
  id: string
  /** The package's code. */
  package: string
  status: AssignmentStatus
  startsAt: Date
  /** First instant at which the package no longer counts; undefined if it never ends. */
  expiresAt: Date | undefined
  anchor: Date
}

/** Cancelled with an end in the future, it counts until then. */
export const isCounted = (held: HeldPackage, at: Date): boolean => isInForce(held, at) && held.status !== 'suspended'

/** Counted, or suspended within its time. */
export function isInForce({ status, startsAt, expiresAt }: HeldPackage, at: Date): boolean {
  const now = at.getTime()
  if (now < startsAt.getTime() || (expiresAt !== undefined && expiresAt.getTime() <= now)) return false
  return status === 'active' || status === 'suspended' || (status === 'cancelled' && expiresAt !== undefined)
}

/** The status at an instant, also when no job has written it yet. */
export function statusAt({ status, expiresAt }: HeldPackage, at: Date): AssignmentStatus {
  const isOver = expiresAt !== undefined && expiresAt <= at
  return isOver && status !== 'cancelled' ? 'expired' : status
}
