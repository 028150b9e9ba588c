import type { Database } from './database.ts'
import { unrepeatedVersion } from './unrepeated-version.ts'

const stepMax = 500

/**
 * Raises the versions of all rows of a table beyond those that a restored backup does not know of, a step in a transaction, and yields the
 * rows of each step as they are then. A service that kept a copy with a lost version accepts later events again, also where the lost version
 * was given by an earlier call. A second time raises them again.
 * @param columns With id; version too where the caller needs it.
 */
export async function* raiseVersions<Row extends { id: string }>(
  database: Database,
  table: string,
  columns: string,
): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const rows = await database.query<Row>({
      text: `WITH raised AS (
          UPDATE ${table} SET version = ${unrepeatedVersion} WHERE id = ANY (ARRAY(
            SELECT id FROM ${table} WHERE id > $1 ORDER BY id LIMIT ${stepMax} FOR NO KEY UPDATE))
          RETURNING *
        )
        SELECT ${columns} FROM raised ORDER BY id`,
      values: [after],
    })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.id
  }
}
