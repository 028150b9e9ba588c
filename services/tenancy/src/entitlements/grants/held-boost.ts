export type BoostType = 'add_limit' | 'enable' | 'unlimited'

/** A boost that an owner holds. */
export interface HeldBoost {
  id: string
  /** The code of the pool. */
  feature: string
  type: BoostType
  /** 0 unless the type is add_limit. */
  limit: number
  startsAt: Date
  /** First instant at which the boost no longer counts; undefined if it never ends. */
  expiresAt: Date | undefined
}

/** Most boosts of an owner that count or may count later. */
export const heldBoostsMax = 100

export const isUsable = ({ startsAt, expiresAt }: HeldBoost, at: Date): boolean =>
  startsAt.getTime() <= at.getTime() && (expiresAt === undefined || at.getTime() < expiresAt.getTime())
