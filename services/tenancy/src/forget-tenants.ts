import { clearTables, type Database } from '@plinth/kit/db'

const catalogTables = ['feature', 'package', 'package_feature', 'catalog_state']
// Triggers count these rows, so they are deleted row by row.
const countedTables = ['namespace', 'workspace']
const tallies = ['namespace_tally', 'workspace_tally']

/** For tests only: deletes everything except features and packages. */
export async function forgetTenants(database: Database): Promise<void> {
  await clearTables(database, [...catalogTables, ...countedTables, ...tallies])
  for (const table of countedTables) await database.query({ text: `DELETE FROM ${table}` })
}
