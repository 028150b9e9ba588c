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

/** Most packages of an owner that count or may count later. */
export const heldPackagesMax = 100

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

/** Whether it will never count again. */
export const hasEnded = ({ status, expiresAt }: HeldPackage, at: Date): boolean =>
  status === 'expired' || (expiresAt === undefined ? status === 'cancelled' : expiresAt <= at)

/** The base package at whose start a base package ends that starts then, if not before: the first that starts later. */
export const firstAfter = <Held extends HeldPackage>(bases: readonly Held[], startsAt: Date): Held | undefined =>
  bases
    .filter((other) => other.startsAt > startsAt)
    .reduce<Held | undefined>(
      (first, other) => (first !== undefined && first.startsAt <= other.startsAt ? first : other),
      undefined,
    )

/** Whether an end is after an instant; undefined: it never ends. */
export const endsAfter = (end: Date | undefined, at: Date): boolean => end === undefined || end > at

export const earlier = (one: Date | undefined, other: Date): Date => (one !== undefined && one < other ? one : other)
