import type { Database } from './database.ts'

const lock = 7_165_202_611_010_002n

/** For tests of days and months alone: moves plinth_now() of one database by an offset; 0 makes it now() again. */
export async function setTestClock(database: Database, offsetMs: number): Promise<void> {
  if (!Number.isSafeInteger(offsetMs)) throw new RangeError(`an offset in whole milliseconds, not ${offsetMs}`)
  const expression = offsetMs === 0 ? 'now()' : `now() + interval '${offsetMs} milliseconds'`
  await database.transaction(async (tx) => {
    // Two processes replacing a function at once fail with "tuple concurrently updated".
    await tx.query({ text: `SELECT pg_advisory_xact_lock(${lock})` })
    await tx.query({
      text: `CREATE OR REPLACE FUNCTION plinth_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN ${expression}`,
    })
  })
}
