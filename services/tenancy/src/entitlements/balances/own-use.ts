// The use of Plinth's own resources is no balance: the service that owns the rows counts them.
import type { Queryable } from '@plinth/kit/db'
import { isOwnFeature, ownRates } from '../../catalog/own-features.ts'
import type { Entitled, Resolution } from '../grants/resolution.ts'
import type { Counted } from './limit-rule.ts'

/** As other services counted it. */
export interface OwnUse {
  workspaceId: string
  used: Readonly<Record<string, number>>
}

/** Counts the rows of tenancy in a workspace; undefined: it has no rows of that feature. */
export type CountOwn = (db: Queryable, feature: string, workspaceId: string) => Promise<number | undefined>

/** The use of a feature that Plinth counts itself; undefined for the others. */
export type OwnUseOf = (resolution: Resolution) => Promise<Counted | undefined>

const events = 'plinth.events'

/**
 * Counts each of these features once, however often it is asked.
 *
 * @param given What other services counted; absent: their counts are not known.
 */
export function ownUseIn(db: Queryable, countOwn: CountOwn, given?: OwnUse): OwnUseOf {
  const counting = new Map<string, Promise<number | undefined>>()
  const countOnce = (code: string, workspaceId: string) => {
    const key = `${workspaceId} ${code}`
    const begun = counting.get(key) ?? countOwn(db, code, workspaceId)
    counting.set(key, begun)
    return begun
  }
  return async (resolution) => {
    if (resolution.reason !== undefined || !isOwnFeature(resolution.feature.code)) return undefined
    if (!isCounted(resolution)) return { used: 0, reserved: 0, countedBy: 'none' }
    const { ownerId, feature } = resolution
    const used = (await countOnce(feature.code, ownerId)) ?? usedIn(given, ownerId, feature.code)
    return used === undefined ? { used: 0, reserved: 0, countedBy: 'others' } : { used, reserved: 0 }
  }
}

/** The plan of a namespace limits none of them, nothing counts a rate, and events are counted under a limit alone. */
const isCounted = ({ feature: { code }, level, limit }: Entitled): boolean =>
  level === 'workspace' && !ownRates.includes(code) && (code !== events || limit !== undefined)

const usedIn = (given: OwnUse | undefined, workspaceId: string, feature: string): number | undefined =>
  given?.workspaceId === workspaceId ? given.used[feature] : undefined

/** Own use as it is at a later moment: events count in a calendar month (UTC), and those of this month not in another. */
export const ownUseAt = (at: Date, now: Date, given: OwnUse): OwnUse =>
  monthOf(at) === monthOf(now) ? given : { ...given, used: { ...given.used, [events]: 0 } }

const monthOf = (moment: Date): string => moment.toISOString().slice(0, 'yyyy-mm'.length)
