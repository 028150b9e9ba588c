import type { Database } from '@plinth/kit/db'

const lockKey = 0x706c636c6f63

/** How far a test has moved this database's clock, in milliseconds. */
export async function databaseOffset(database: Database): Promise<number> {
  const rows = await database.query<{ offset_ms: number }>({
    text: 'SELECT round(extract(epoch FROM plinth_now() - now()) * 1000)::float8 AS offset_ms',
  })
  return rows[0]?.offset_ms ?? 0
}

/** Replaces plinth_now(). Several processes may do so at once: PostgreSQL refuses two changes of one function, hence the lock. */
export async function moveDatabase(database: Database, offsetMs: number): Promise<void> {
  const moved = offsetMs === 0 ? 'now()' : `now() + interval '${Math.trunc(offsetMs)} milliseconds'`
  await database.transaction(async (tx) => {
    await tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [lockKey] })
    await tx.query({
      text: `CREATE OR REPLACE FUNCTION plinth_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN ${moved}`,
    })
  })
}
