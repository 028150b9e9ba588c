// After a restore tenancy and identity may be of different moments, and no event tells tenancy which tiers and suspensions have gone back.
import type { Database } from '@plinth/kit/db'
import { deleteInvitationsMadeUntil } from '../invitations/store.ts'
import { endedAmong, rememberTiers } from './store.ts'

/** A user as identity has it, with a version beyond those of all events before the restore. */
export interface RestoredUser {
  id: string
  tier: string
  version: number
  suspendedAt: Date | null
}

/** Stores the tiers and suspensions, as events do; a newer event wins. Returns the users who were deleted here, of whom nothing is stored. */
export async function takeUsers(database: Database, told: readonly RestoredUser[]): Promise<string[]> {
  const suspended = told.flatMap(({ id: userId, suspendedAt: until }) => (until === null ? [] : [{ userId, until }]))
  return database.transaction(async (tx) => {
    await rememberTiers(
      tx,
      told.map(({ id: userId, tier, version, suspendedAt }) => ({
        userId,
        tier,
        version,
        isSuspended: suspendedAt !== null,
      })),
    )
    if (suspended.length > 0) await deleteInvitationsMadeUntil(tx, suspended)
    const ids = told.map(({ id }) => id)
    return endedAmong(tx, ids)
  })
}
