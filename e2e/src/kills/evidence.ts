import { SystemClock } from '@plinth/kit/clock'
import { openDatabase, type Statement } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import type { Mesh } from '../mesh.ts'
import type { Tenant } from '../tenant.ts'
import type { NamedTable } from './customer.ts'

type Databases = Mesh['databases']

/** Ids in the outboxes that wait to be published or confirmed; with `isUnknown` only those that webhooks does not have. */
export async function outboxIds(databases: Databases, { isUnknown = false } = {}): Promise<string[]> {
  const waiting = await Promise.all(
    Object.values(databases).map((url) => query<{ id: string }>(url, { text: 'SELECT id FROM outbox' })),
  )
  const ids = waiting.flat().map(({ id }) => id)
  if (!isUnknown) return ids
  const known = await query<{ id: string }>(databases.webhooks, {
    text: 'SELECT id FROM event WHERE id = ANY ($1)',
    values: [ids],
  })
  return ids.filter((id) => !known.some((event) => event.id === id))
}

const nameColumns: Record<NamedTable, { service: keyof Databases; column: string }> = {
  workspace: { service: 'tenancy', column: 'name' },
  api_key: { service: 'identity', column: 'name' },
  endpoint: { service: 'webhooks', column: 'url' },
}

/** Rows with these names, ended ones included. */
export async function countNamed(
  databases: Databases,
  table: NamedTable,
  names: readonly string[],
): Promise<Record<string, number>> {
  const { service, column } = nameColumns[table]
  const rows = await query<{ name: string; count: number }>(databases[service], {
    text: `SELECT ${column} AS name, count(*)::int AS count FROM ${table} WHERE ${column} = ANY ($1) GROUP BY 1`,
    values: [names],
  })
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

export async function workspaceVersion(databases: Databases, id: string): Promise<number | undefined> {
  const [row] = await query<{ version: number }>(databases.tenancy, {
    text: 'SELECT version FROM workspace WHERE id = $1',
    values: [id],
  })
  return row?.version
}

/** How often each "type object" happened, by what webhooks took in. */
export async function countEvents(
  databases: Databases,
  tenant: Tenant,
  wanted: readonly string[],
): Promise<Record<string, number>> {
  const rows = await query<{ event: string; count: number }>(databases.webhooks, {
    text: `SELECT type || ' ' || object_id AS event, count(*)::int AS count FROM event
      WHERE type || ' ' || object_id = ANY ($1) AND (workspace_id = $2 OR type = 'workspace.created') GROUP BY 1`,
    values: [wanted, tenant.workspace.id],
  })
  return Object.fromEntries(rows.map(({ event, count }) => [event, count]))
}

export async function query<Row extends object>(url: string, statement: Statement): Promise<Row[]> {
  const log = openLog({ level: 'silent', name: 'evidence' })
  const database = openDatabase({ url, poolMax: 3, clock: new SystemClock(), log })
  try {
    return await database.query<Row>(statement)
  } finally {
    await database.close()
  }
}
