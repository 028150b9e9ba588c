import { endsAfter, firstAfter, type HeldPackage, hasEnded, heldPackagesMax } from './held-package.ts'

/** A package of the catalogue that is to be assigned. */
export interface Offer {
  code: string
  isBase: boolean
  isStackable: boolean
}

/** The start that is wanted, and the moment of the wish. */
export interface WantedStart {
  now: Date
  startsAt: Date
}

export interface Assigned<Held> {
  /** The base package at whose start the new one ends, if not before. */
  next: Held | undefined
  /** Base packages whose place the new one takes. */
  replaced: readonly Held[]
}

/** Returns the effect of an assignment on the packages of an owner (api.md §11), or the reason for its refusal. */
export function assignRule<Held extends HeldPackage & { isBase: boolean }>(
  held: readonly Held[],
  offer: Offer,
  { now, startsAt }: WantedStart,
): Assigned<Held> | 'TOO_MANY' | 'NOT_STACKABLE' {
  if (held.length >= heldPackagesMax) return 'TOO_MANY'
  const current = held.filter((one) => !hasEnded(one, now))
  const isHeld = current.some((one) => one.package === offer.code)
  if (isHeld && !offer.isBase && !offer.isStackable) return 'NOT_STACKABLE'
  const bases = offer.isBase ? current.filter(({ isBase }) => isBase) : []
  return {
    next: firstAfter(bases, startsAt),
    replaced: bases.filter((base) => base.startsAt <= startsAt && endsAfter(base.expiresAt, startsAt)),
  }
}
