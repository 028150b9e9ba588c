import { type Database, type Queryable, raiseVersions } from '@plinth/kit/db'

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
export async function unknownUsers(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'user_unknown',
    text: `SELECT asked.id FROM unnest((SELECT $1::text[])) AS asked (id)
      WHERE NOT EXISTS (SELECT FROM "user" u WHERE u.id = asked.id OFFSET 0) ORDER BY asked.id`,
    values: [ids],
  })
  return rows.map(({ id }) => id)
}
