import type { Clock } from '@plinth/kit/clock'
import type { Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { type ConsumeEntitlementResponse, UsageServiceService as Usage } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { withMetrics } from '../balances/decision-metrics.ts'
import { toDecision, toUsageRecord } from '../balances/to-message.ts'
import type { LoadPlan } from '../plan/loader.ts'
import type { ReadCatalog } from '../plan/plan.ts'
import { consumeItem } from './batch-item.ts'
import { contextOf, onceReady } from './consume-context.ts'
import type { ConsumeResult } from './consume-result.ts'
import type { GroupCommit } from './group-commit.ts'
import { commitInBatch, recordUsage } from './verbs.ts'

export interface ConsumeDeps {
  write: Write
  clock: Clock
  readCatalog: ReadCatalog
  load: LoadPlan
  commit: GroupCommit
  /** Resolves when today's records can be stored. */
  ready: () => Promise<void>
}

export function consumeRpc({
  write,
  clock,
  readCatalog,
  load,
  commit,
  ready,
}: ConsumeDeps): Pick<Handlers<typeof Usage>, 'consumeEntitlement' | 'recordUsage'> {
  return {
    consumeEntitlement: withMetrics<typeof Usage.consumeEntitlement>(
      onceReady(ready, (request, call) =>
        commitInBatch(commit, {
          ...{ method: Usage.consumeEntitlement, call, toAnswer: toConsumed },
          prepare: () => consumeItem(load, contextOf(clock, call), request),
        }),
      ),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    recordUsage: onceReady(
      ready,
      write(Usage.recordUsage, async (request, call, tx) => {
        const { record } = await recordUsage(tx, contextOf(clock, call), readCatalog, request)
        return { record: record && toUsageRecord(record) }
      }),
    ),
  }
}

const toConsumed = ({ verdict, record }: ConsumeResult): ConsumeEntitlementResponse => ({
  decision: toDecision(verdict),
  usageId: record?.id ?? '',
})
