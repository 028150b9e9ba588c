export type AssignmentStatus = 'active' | 'suspended' | 'cancelled' | 'expired'

/** A package in somebody's hands. */
export interface HeldPackage {
  id: string
  /** The package's code. */
  package: string
  status: AssignmentStatus
  startsAt: Date
  /** The first instant at which it does not count any more. Undefined: never. */
  expiresAt: Date | undefined
  anchor: Date
}

/** Cancelled with an end in the future, it counts until then. */
export const isCounted = (held: HeldPackage, at: Date): boolean => isInForce(held, at) && held.status !== 'suspended'

/** Counted, or suspended within its time: what it is does not end with a suspension. */
export function isInForce({ status, startsAt, expiresAt }: HeldPackage, at: Date): boolean {
  if (at < startsAt || (expiresAt !== undefined && expiresAt <= at)) return false
  return status === 'active' || status === 'suspended' || (status === 'cancelled' && expiresAt !== undefined)
}

/** What it is at an instant, whether or not a job has said so yet. */
export function statusAt({ status, expiresAt }: HeldPackage, at: Date): AssignmentStatus {
  const isOver = expiresAt !== undefined && expiresAt <= at
  return isOver && status !== 'cancelled' ? 'expired' : status
}
