import type { Feature } from '../catalog/catalog.ts'
import type { BoostType, HeldBoost } from '../entitlements/grants/held-boost.ts'
import { nextBoundary } from '../entitlements/grants/window.ts'
import { fail } from '../errors.ts'

export type BoostDuration = 'cycle' | 'until' | 'permanent'

export interface Boost extends HeldBoost {
  duration: BoostDuration
  status: 'active' | 'expired'
  createdAt: Date
}

export interface WantedBoost {
  type: BoostType
  /** 0: left out. */
  limit: number
  duration: BoostDuration
  startsAt: Date | undefined
  expiresAt: Date | undefined
}

export type BoostDraft = Pick<Boost, 'feature' | 'type' | 'limit' | 'duration' | 'startsAt' | 'expiresAt'>

/**
 * Checks a boost for a pool. A boost for a cycle ends at the first boundary after its start, counted from the anchor of the owner.
 * Throws VALIDATION_ERROR for fields that cannot be combined.
 */
export function newBoost(pool: Feature, wanted: WantedBoost, anchor: Date | undefined, now: Date): BoostDraft {
  const { type, limit, duration, startsAt = now } = wanted
  if (type === 'add_limit' && pool.type !== 'limit')
    throw refused('type', 'add_limit requires a feature of the type limit.')
  if (type === 'unlimited' && pool.type === 'boolean')
    throw refused('type', 'A boolean feature cannot be unlimited. Use enable.')
  if (type === 'add_limit' && !(Number.isSafeInteger(limit) && limit > 0))
    throw refused('limit', 'The limit must be a whole number from 1.')
  if (type !== 'add_limit' && limit !== 0) throw refused('limit', 'The limit is allowed only with the type add_limit.')
  if (duration === 'until' && wanted.expiresAt === undefined)
    throw refused('expires_at', 'The duration until requires expires_at.')
  if (duration !== 'until' && wanted.expiresAt !== undefined)
    throw refused('expires_at', 'expires_at is allowed only with the duration until.')
  const expiresAt = duration === 'cycle' ? nextBoundary(anchor ?? new Date(0), startsAt) : wanted.expiresAt
  if (expiresAt !== undefined && (expiresAt <= startsAt || expiresAt <= now))
    throw refused(
      duration === 'cycle' ? 'starts_at' : 'expires_at',
      'The end must be after the start and in the future.',
    )
  return { feature: pool.code, type, limit, duration, startsAt, expiresAt }
}

/** As the public API shows it (api.md §11). */
export const boostView = (boost: Boost): Record<string, unknown> => ({
  id: boost.id,
  feature: boost.feature,
  type: boost.type,
  limit: boost.type === 'add_limit' ? boost.limit : null,
  duration: boost.duration,
  status: boost.status,
  starts_at: boost.startsAt.toISOString(),
  expires_at: boost.expiresAt?.toISOString() ?? null,
  created_at: boost.createdAt.toISOString(),
})

const refused = (field: string, sentence: string) => fail.invalid({ [field]: [sentence] })
