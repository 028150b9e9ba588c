// The use of Plinth's own resources is no balance: the service that owns the rows counts them.
import type { Queryable } from '@plinth/kit/db'
import type { Entitled } from '../grants/resolution.ts'
import type { Counted } from './limit-rule.ts'

/** As other services counted it. */
export interface OwnUse {
  workspaceId: string
  used: Readonly<Record<string, number>>
}

/** Counts the rows of tenancy in a workspace; undefined: it has no rows of that feature. */
export type CountOwn = (db: Queryable, feature: string, workspaceId: string) => Promise<number | undefined>

const countedUnderLimit = 'plinth.events'

/** The use at the level of a workspace; the plan of a namespace limits none of them. */
export async function readOwnUse(
  db: Queryable,
  countOwn: CountOwn,
  { feature, level, ownerId, limit }: Entitled,
  given: OwnUse | undefined,
): Promise<Counted> {
  const nowhere = level !== 'workspace' || (feature.code === countedUnderLimit && limit === undefined)
  const used = nowhere
    ? undefined
    : ((await countOwn(db, feature.code, ownerId)) ?? usedIn(given, ownerId, feature.code))
  return used === undefined ? { used: 0, reserved: 0, isUnknown: true } : { used, reserved: 0 }
}

const usedIn = (given: OwnUse | undefined, workspaceId: string, feature: string): number | undefined =>
  given?.workspaceId === workspaceId ? given.used[feature] : undefined
