import type { Queryable } from '@plinth/kit/db'
import { keyIdOf } from '@plinth/kit/secrets/secret-box'

export interface SealedCount {
  /** Values that were looked at. */
  seen: number
  /** Those of them that none of the keys sealed. */
  unopened: number
}

// Every value would be read: an installation may hold millions of them.
const seenMax = 10_000

/** Looks at the encrypted values of a database, at some of them if there are many, without decrypting them. */
export async function countSealed(
  database: Queryable,
  queries: readonly string[],
  keys: readonly Buffer[],
): Promise<SealedCount> {
  const count: SealedCount = { seen: 0, unopened: 0 }
  for (const text of queries) {
    const [row] = await database.query<SealedCount>({
      text: `SELECT count(*)::int AS seen, count(*) FILTER (WHERE substring(sealed FOR 4) <> ALL ($1::bytea[]))::int AS unopened
        FROM (${text} LIMIT ${seenMax}) AS looked_at`,
      values: [keys.map(keyIdOf)],
    })
    count.seen += row?.seen ?? 0
    count.unopened += row?.unopened ?? 0
  }
  return count
}
