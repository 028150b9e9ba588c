import type { Database } from '@plinth/kit/db'

/** Runs work beside a transaction that sees the rows of this moment, such as that of a backup: VACUUM removes none of them meanwhile. */
export const besideSnapshot = (database: Database, work: () => Promise<void>): Promise<void> =>
  database.transaction(
    async (tx) => {
      await tx.query({ text: 'SELECT' })
      await work()
    },
    {
      settings: [
        'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
        'SET LOCAL idle_in_transaction_session_timeout = 0',
      ],
    },
  )

/** The number of entries that were read so far of indexes with a name LIKE this one, up to date for a database of one session. */
export async function indexEntriesRead(database: Pick<Database, 'query'>, name: string): Promise<number> {
  await database.query({ text: 'SELECT pg_stat_force_next_flush()' })
  const [row] = await database.query<{ count: number }>({
    text: 'SELECT sum(idx_tup_read)::float8 AS count FROM pg_stat_user_indexes WHERE indexrelname LIKE $1',
    values: [name],
  })
  return row?.count ?? Number.NaN
}
