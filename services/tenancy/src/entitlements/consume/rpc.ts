import type { Handlers } from '@plinth/kit/rpc'
import { type ConsumeEntitlementResponse, UsageServiceService as Usage } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { toDecision, toUsageRecord } from '../balances/to-message.ts'
import { consumeItem } from './batch-item.ts'
import { batchedHandler, type ConsumeDeps } from './batch-rpc.ts'
import { contextOf, onceReady } from './consume-context.ts'
import type { ConsumeResult } from './consume-result.ts'
import { recordUsage } from './verbs.ts'

export function consumeRpc(deps: ConsumeDeps): Pick<Handlers<typeof Usage>, 'consumeEntitlement' | 'recordUsage'> {
  const { write, clock, readCatalog, ready } = deps
  return {
    consumeEntitlement: batchedHandler(deps, Usage.consumeEntitlement, consumeItem, toConsumed),
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
