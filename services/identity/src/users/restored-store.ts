import { type Database, type Queryable, raiseVersions, unknownAmong } from '@plinth/kit/db'

/** A user as tenancy keeps it. */
export interface RaisedUser {
  id: string
  tier: string
  version: number
  suspendedAt: Date | null
}

/** Raises the versions of all users after a restore, and yields the users, a step after the other. */
export const raiseUserVersions = (database: Database): AsyncGenerator<RaisedUser[]> =>
  raiseVersions<RaisedUser>(database, '"user"', 'id, tier, version, suspended_at AS "suspendedAt"')

/** Returns those of the ids that no user has. */
export const unknownUsers = (db: Queryable, ids: readonly string[]): Promise<string[]> =>
  unknownAmong(db, '"user"', ids)
