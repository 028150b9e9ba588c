import type { Clock } from '@plinth/kit/clock'
import type { Write } from '@plinth/kit/db'
import type { Handler, MethodDefinition, RequestOf, ResponseOf } from '@plinth/kit/rpc'
import { withMetrics } from '../balances/decision-metrics.ts'
import type { LoadPlan } from '../plan/loader.ts'
import type { ReadCatalog } from '../plan/plan.ts'
import type { BatchItem } from './batch-item.ts'
import { type ConsumeContext, contextOf } from './consume-context.ts'
import type { ConsumeResult } from './consume-result.ts'
import { type EnsureDay, onceReady } from './day-rpc.ts'
import type { GroupCommit } from './group-commit.ts'
import { commitInBatch } from './verbs.ts'

export interface ConsumeDeps {
  write: Write
  clock: Clock
  readCatalog: ReadCatalog
  load: LoadPlan
  commit: GroupCommit
  /** Resolves when today's records can be stored. */
  ensureDay: EnsureDay
}

/** Consume or reserve. */
interface BatchedMethod extends MethodDefinition {
  requestDeserialize: (bytes: Buffer) => { feature: string }
  responseDeserialize: (bytes: Buffer) => { decision?: { isAllowed: boolean; reason: string } | undefined }
}

/** Handles a method whose calls commit in batches, and counts their decisions. */
export function batchedHandler<M extends BatchedMethod>(
  { ensureDay, clock, load, commit }: ConsumeDeps,
  method: M,
  itemOf: (load: LoadPlan, by: ConsumeContext, request: RequestOf<M>) => Promise<BatchItem>,
  toAnswer: (result: ConsumeResult) => ResponseOf<M>,
): Handler<M> {
  const handler = onceReady<M>(ensureDay, (request, call) =>
    commitInBatch(commit, { method, call, toAnswer, prepare: () => itemOf(load, contextOf(clock, call), request) }),
  )
  return withMetrics(
    handler,
    ({ feature }) => [feature],
    ({ decision }) => [decision],
  )
}
