import { clearTables, type Database } from '@plinth/kit/db'

const catalogTables = ['feature', 'package', 'package_feature', 'catalog_state']
// Their rows are counted where they come and go, so they go one by one.
const countedTables = ['namespace', 'workspace']
const tallies = ['namespace_tally', 'workspace_tally']

/** For tests alone: everything goes but what can be bought. */
export async function forgetTenants(database: Database): Promise<void> {
  await clearTables(database, [...catalogTables, ...countedTables, ...tallies])
  for (const table of countedTables) await database.query({ text: `DELETE FROM ${table}` })
}
