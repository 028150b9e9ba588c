import type { Handlers } from '@plinth/kit/rpc'
import { type ConsumeEntitlementResponse, UsageServiceService as Usage } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { toDecision, toUsageRecord } from '../balances/to-message.ts'
import { consumeItem } from './batch-item.ts'
import { batchedHandler, type ConsumeDeps } from './batch-rpc.ts'
import { contextOf } from './consume-context.ts'
import type { ConsumeResult } from './consume-result.ts'
import { onceReady } from './day-rpc.ts'
import { recordUsage } from './verbs.ts'

export function consumeRpc(deps: ConsumeDeps): Pick<Handlers<typeof Usage>, 'consumeEntitlement' | 'recordUsage'> {
  const { write, clock, readCatalog, ensureDay } = deps
  return {
    consumeEntitlement: batchedHandler(deps, Usage.consumeEntitlement, consumeItem, toConsumed),
    recordUsage: onceReady(
      ensureDay,
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
