// The product's types as publishing and the list of types read them: in memory, read again when the version has changed.

import type { Database, Queryable, Tx } from '@plinth/kit/db'
import type { Fault } from '../json-schemas/check-schema.ts'
import type { CompiledSchema } from '../json-schemas/compile-schema.ts'
import { compiledSchemaOf } from './check-types.ts'
import type { EventType } from './event-type.ts'
import { findVersion, loadTypes, shareTypes, versionIn } from './store.ts'

/** A type of the product with its schema compiled. */
export interface ReadyType extends EventType {
  /** Returns what of an event's data does not fit the schema, each with a JSON Pointer into the data; empty if it fits. */
  faultsIn(data: unknown): readonly Fault[]
}

/** The product's types of one version. */
export interface KnownTypes {
  version: number
  /** By name. */
  types: ReadonlyMap<string, ReadyType>
}

export interface EventTypeReader {
  /**
   * Types as this process last read them: no query after the first. They may be old: what they say counts while their
   * version is that of the types that a transaction holds.
   */
  known(): Promise<KnownTypes>
  /** The types of now: one query for one row. */
  latest(): Promise<KnownTypes>
  /**
   * The types as they were when the transaction opened with `typesHold`, until it ends: a removed type is never taken after its
   * removal was answered. `found` are the rows of `findVersion`.
   */
  held(tx: Tx, found: object[]): Promise<KnownTypes>
}

/**
 * Open a transaction that needs the types. No lock of a row; a change of the types waits for the transaction. The version is read by
 * a statement of its own: its snapshot is from after the wait.
 */
export const typesHold = { lock: shareTypes, version: findVersion }

export function eventTypeReader(database: Database): EventTypeReader {
  let present: KnownTypes | undefined
  const at = async (db: Queryable, version: number): Promise<KnownTypes> => {
    if (present?.version === version) return present
    const loaded = await loadTypes(db)
    present = readied(loaded, present)
    return present
  }
  const latest = async () => at(database, versionIn(await database.query(findVersion)))
  return {
    known: async () => present ?? latest(),
    latest,
    held: (tx, found) => at(tx, versionIn(found)),
  }
}

/** A type that has not changed keeps its compiled schema. */
function readied({ version, types }: Awaited<ReturnType<typeof loadTypes>>, before?: KnownTypes): KnownTypes {
  const ready = [...types.values()].map((type) => {
    const old = before?.types.get(type.name)
    const compiled = old !== undefined && old.schemaJson === type.schemaJson ? old : compiledWhenUsed(type)
    return { ...type, faultsIn: compiled.faultsIn }
  })
  return { version, types: new Map(ready.map((type) => [type.name, type])) }
}

function compiledWhenUsed(type: EventType): CompiledSchema {
  let compiled: CompiledSchema | undefined
  return {
    faultsIn: (data) => {
      if (type.schemaJson === '') return []
      compiled ??= compiledSchemaOf(type)
      return compiled?.faultsIn(data) ?? []
    },
  }
}
