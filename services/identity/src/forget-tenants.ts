import { clearTables, type Database } from '@plinth/kit/db'

/** For tests alone: users and keys go, operator keys stay. */
export async function forgetTenants(database: Database): Promise<void> {
  await clearTables(database, ['api_key'])
  await database.query({ text: 'DELETE FROM api_key WHERE NOT is_operator' })
}
