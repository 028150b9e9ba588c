import type { Queryable } from './database.ts'

interface Lack {
  role: string
  owner: string
  owns: boolean
  creates: boolean
}

/**
 * Returns which right on a migrated database the role lacks, and what to do. Partitions are made and dropped while Plinth runs, so
 * that a role that may only read and write rows would fail on a later day.
 */
export async function lackingRight(db: Queryable): Promise<string | undefined> {
  const [lack] = await db.query<Lack>({
    text: `SELECT current_user::text AS role, pg_get_userbyid(relowner)::text AS owner, pg_has_role(relowner, 'USAGE') AS owns,
        has_schema_privilege('public', 'CREATE') AS creates
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind = 'p' OR relname = 'outbox')
      ORDER BY owns LIMIT 1`,
  })
  if (lack === undefined) return undefined
  if (!lack.owns)
    return `the user ${lack.role} does not own its tables and cannot make partitions, as it must every day: connect as ${lack.owner}, or GRANT "${lack.owner}" TO "${lack.role}" and ALTER ROLE "${lack.role}" SET role = '${lack.owner}'`
  return lack.creates
    ? undefined
    : `the user ${lack.role} cannot make partitions, as it must every day: GRANT CREATE ON SCHEMA public TO "${lack.role}"`
}
