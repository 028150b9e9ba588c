import type { Queryable } from '@plinth/kit/db'
import type { SealedValues } from '@plinth/kit/secrets/sealed-values'
import { keyIdOf } from '@plinth/kit/secrets/secret-box'

export interface SealedCount {
  what: string
  /** Values that were looked at. */
  seen: number
  /** Those of them that none of the keys sealed. */
  unopened: number
}

// Every value would be read: an installation may hold millions of them.
const seenMax = 10_000

/** Looks at the encrypted values of a database, at some of them if there are many, without decrypting them, one kind after the other. */
export async function countSealed(
  database: Queryable,
  kinds: readonly SealedValues[],
  keys: readonly Buffer[],
): Promise<SealedCount[]> {
  const counts: SealedCount[] = []
  for (const { what, query } of kinds) {
    const [row] = await database.query<{ seen: number; unopened: number }>({
      text: `SELECT count(*)::int AS seen, count(*) FILTER (WHERE substring(sealed FOR 4) <> ALL ($1::bytea[]))::int AS unopened
        FROM (${query} LIMIT ${seenMax}) AS looked_at`,
      values: [keys.map(keyIdOf)],
    })
    counts.push({ what, seen: row?.seen ?? 0, unopened: row?.unopened ?? 0 })
  }
  return counts
}
