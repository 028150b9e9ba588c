import type { Clock } from '@plinth/kit/clock'
import type { Database, Page } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Caller } from '../caller.ts'
import { findFeature } from '../catalog/catalog.ts'
import { addUp } from './adding-up.ts'
import { type LogEntry, pageLog, pageUsage } from './books-store.ts'
import { type Plan, type ReadCatalog, readPlan } from './plan-reader.ts'
import { type Proof, proveBalances } from './proof-store.ts'
import type { Recorded } from './usage-record.ts'

export interface Reading {
  database: Database
  clock: Clock
  caller: Caller
  readCatalog: ReadCatalog
}

/** A page of what was recorded in a namespace. */
export async function listUsage(
  by: Reading,
  namespaceIdOrUuid: string,
  query: ListQuery | undefined,
): Promise<Page<Recorded>> {
  const { namespaceId } = await planOf(by, namespaceIdOrUuid)
  return pageUsage(by.database, namespaceId, query)
}

/** A page of every change of a namespace's plan and use. */
export async function listLog(
  by: Reading,
  namespaceIdOrUuid: string,
  query: ListQuery | undefined,
): Promise<Page<LogEntry>> {
  const { namespaceId, workspaceId } = await planOf(by, namespaceIdOrUuid)
  return pageLog(by.database, namespaceId, workspaceId, query)
}

/** Proves that the balances a namespace draws on, of one feature or of all (''), are the sums of their records. */
export async function reconcile(by: Reading, namespaceIdOrUuid: string, feature: string): Promise<Proof[]> {
  const { ownerIds, catalog } = await planOf(by, namespaceIdOrUuid)
  const pool = findFeature(catalog, feature)?.pool.code ?? feature
  const wanted = { ownerIds, pool }
  await addUp(by, wanted)
  return proveBalances(by.database, wanted)
}

const planOf = ({ database, caller, readCatalog }: Reading, namespaceIdOrUuid: string): Promise<Plan> =>
  readPlan(database, caller, namespaceIdOrUuid, readCatalog)
