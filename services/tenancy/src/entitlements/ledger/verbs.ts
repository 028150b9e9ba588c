import type { Clock } from '@plinth/kit/clock'
import type { Database, Page, Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Caller } from '../../caller.ts'
import { findFeature } from '../../catalog/catalog.ts'
import { findOwner } from '../../owners/verbs.ts'
import type { Recorded } from '../balances/record.ts'
import { type Plan, type ReadCatalog, readPlan } from '../plan/plan.ts'
import { type ReconciledBalance, reconcileBalances } from './reconciliation-store.ts'
import { rollUp } from './roll-up.ts'
import { type LogEntry, listSettings, pageLog, pagePlanLog, pageUsage } from './store.ts'

export interface LedgerReader {
  database: Database
  clock: Clock
  caller: Caller
  readCatalog: ReadCatalog
}

/** A page of the usage records of a namespace. */
export async function listUsage(
  by: LedgerReader,
  namespaceIdOrUuid: string,
  query: ListQuery | undefined,
): Promise<Page<Recorded>> {
  const { namespaceId } = await planOf(by, namespaceIdOrUuid)
  return inOrder(by, (tx) => pageUsage(tx, query, namespaceId))
}

/** A page of all changes of a namespace's plan and use. */
export async function listLog(
  by: LedgerReader,
  namespaceIdOrUuid: string,
  query: ListQuery | undefined,
): Promise<Page<LogEntry>> {
  const { namespaceId, workspaceId } = await planOf(by, namespaceIdOrUuid)
  return inOrder(by, (tx) => pageLog(tx, query, namespaceId, workspaceId))
}

/** A page of all changes of a workspace's own plan. */
export async function listWorkspaceLog(
  by: LedgerReader,
  workspaceIdOrSlug: string,
  query: ListQuery | undefined,
): Promise<Page<LogEntry>> {
  const { id } = await findOwner(by.database, by.caller, { kind: 'workspace', name: workspaceIdOrSlug })
  return inOrder(by, (tx) => pagePlanLog(tx, query, id))
}

const inOrder = <Answer>({ database }: LedgerReader, read: (tx: Tx) => Promise<Answer>): Promise<Answer> =>
  database.transaction(read, { settings: listSettings })

/** Compares the balances that a namespace draws on, of one feature or of all (''), with the sums of their records. */
export async function reconcile(
  by: LedgerReader,
  namespaceIdOrUuid: string,
  feature: string,
): Promise<ReconciledBalance[]> {
  const { ownerIds, catalog } = await planOf(by, namespaceIdOrUuid)
  const pool = findFeature(catalog, feature)?.pool.code ?? feature
  const wanted = { ownerIds, pool }
  await rollUp(by, wanted)
  return reconcileBalances(by.database, wanted)
}

const planOf = ({ database, caller, readCatalog }: LedgerReader, namespaceIdOrUuid: string): Promise<Plan> =>
  readPlan(database, caller, namespaceIdOrUuid, readCatalog)
