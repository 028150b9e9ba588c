import { type Queryable, type Statement, type Tx, transactionTime, unrepeatedVersion } from '@plinth/kit/db'
import { arraysOf, readRows } from '@plinth/kit/db/rows'
import type { EventType } from './event-type.ts'

export interface VersionedTypes {
  version: number
  types: ReadonlyMap<string, EventType>
}

// Taken shared by those who publish, alone by a change of the types until its commit.
const turnLock = `hashtextextended('event_types', 0)`

/** Reads the version, and the time of the transaction. */
export const findVersion: Statement = {
  name: 'event_type_version',
  text: `SELECT version, ${transactionTime} FROM event_type_state`,
}

/** The version in the rows of findVersion. */
export function versionIn([row]: object[]): number {
  if (row === undefined) throw new Error('the row of event_type_state is missing')
  return (row as { version: number }).version
}

/** Returns all types of one moment. */
export async function loadTypes(db: Queryable): Promise<VersionedTypes> {
  const rows = await readRows<{ version: number } & EventType>(db, {
    name: 'event_type_load',
    text: `SELECT s.version, t.name, t.description, t.group_name AS "group", t.schema AS schema_json, t.example AS example_json,
        t.is_deprecated, t.feature
      FROM event_type_state s LEFT JOIN event_type t ON true ORDER BY t.name`,
  })
  // Without types the one row has no name.
  const types = rows.filter(({ name }) => name !== undefined).map(({ version: _, ...type }) => type)
  return { version: versionIn(rows), types: new Map(types.map((type) => [type.name, type])) }
}

/** Serialises the changes of the types. */
export async function lockTypes(tx: Tx): Promise<void> {
  await tx.query({ text: 'SELECT FROM event_type_state FOR UPDATE' })
}

/** Waits for a change of the types that commits now, and holds up the next until the transaction ends. */
export const shareTypes = `SELECT FROM pg_advisory_xact_lock_shared(${turnLock})`

/**
 * Locks these types against subscriptions until the transaction ends; waits for those that are being made. Lock all that the
 * transaction writes at once: subscriptions lock theirs in the same order.
 */
export async function lockNames(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.query({ text: 'SELECT FROM event_type WHERE name = ANY ($1) ORDER BY name FOR UPDATE', values: [names] })
}

/** Which of these types endpoints subscribe to by name, with up to three of the endpoints. */
export async function subscribedAmong(
  db: Queryable,
  names: readonly string[],
): Promise<{ name: string; count: number; endpointIds: string[] }[]> {
  return readRows<{ name: string; count: number; endpointIds: string[] }>(db, {
    text: `SELECT asked.name, count(*) AS count, (array_agg(e.id ORDER BY e.id))[1:3] AS endpoint_ids
      FROM endpoint e CROSS JOIN LATERAL unnest(e.events) AS asked (name)
      WHERE e.deleted_at IS NULL AND e.events && $1 AND asked.name = ANY ($1) GROUP BY asked.name ORDER BY asked.name`,
    values: [names],
  })
}

/**
 * Returns the types among these names, and holds them until the transaction ends: a removal that comes meanwhile waits, and
 * then finds the subscription.
 */
export async function holdTypes(tx: Tx, names: readonly string[]): Promise<{ name: string; isDeprecated: boolean }[]> {
  return readRows<{ name: string; isDeprecated: boolean }>(tx, {
    name: 'event_type_hold',
    text: 'SELECT name, is_deprecated FROM event_type WHERE name = ANY ($1) ORDER BY name FOR SHARE',
    values: [names],
  })
}

/** Returns those of these resources that have a type which takes new subscriptions. */
export async function openResources(db: Queryable, resources: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ resource: string }>({
    name: 'event_type_open_resources',
    text: `SELECT DISTINCT split_part(name, '.', 1) AS resource FROM event_type
      WHERE NOT is_deprecated AND split_part(name, '.', 1) = ANY ($1)`,
    values: [resources],
  })
  return rows.map(({ resource }) => resource)
}

export async function saveTypes(tx: Tx, types: readonly EventType[]): Promise<void> {
  await tx.query({
    text: `INSERT INTO event_type (name, description, group_name, schema, example, is_deprecated, feature)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[])
      ON CONFLICT (name) DO UPDATE SET description = excluded.description, group_name = excluded.group_name,
        schema = excluded.schema, example = excluded.example, is_deprecated = excluded.is_deprecated,
        feature = excluded.feature, updated_at = plinth_now()`,
    values: arraysOf(types, 'name description group schemaJson exampleJson isDeprecated feature'),
  })
}

export async function removeTypes(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.query({ text: 'DELETE FROM event_type WHERE name = ANY ($1)', values: [names] })
}

/** Run it last: no event is published from here to the commit, so that every later event meets the new types. */
export async function raiseVersion(tx: Tx): Promise<void> {
  await tx.query({ text: `UPDATE event_type_state SET version = ${unrepeatedVersion}` })
  tx.atCommit({ text: `SELECT pg_advisory_xact_lock(${turnLock})`, values: [] })
}
