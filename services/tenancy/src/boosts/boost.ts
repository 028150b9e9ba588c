export type BoostType = 'add_limit' | 'enable' | 'unlimited'

/** A boost in somebody's hands. */
export interface HeldBoost {
  id: string
  /** The code of the pool. */
  feature: string
  type: BoostType
  /** 0 but for add_limit. */
  limit: number
  startsAt: Date
  /** The first instant at which it does not count any more. Undefined: never. */
  expiresAt: Date | undefined
}

export const isUsable = ({ startsAt, expiresAt }: HeldBoost, at: Date): boolean =>
  startsAt <= at && (expiresAt === undefined || at < expiresAt)
