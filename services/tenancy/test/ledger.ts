import type { SystemClock } from '@plinth/kit/clock'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import {
  type ConsumeEntitlementRequest,
  type Decision,
  EntitlementsServiceService,
  type RecordUsageRequest,
  UsageServiceService,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { ReservationsServiceService } from '@plinth/proto/tenancy/v1/reservations.ts'
import { type Plans, startPlans } from './plans.ts'
import { given } from './tenancy.ts'

type Options = { context: CallContext }
type Dial = Plans['part']['dial']

/** Short ways to a tenancy's ledger, with calls by anybody who has access. */
export function ledgerOf(dial: Dial, operator: Options) {
  const entitlements = dial('tenancy', EntitlementsServiceService)
  const usage = dial('tenancy', UsageServiceService)
  const reservations = dial('tenancy', ReservationsServiceService)
  const consumed = (
    namespaceIdOrUuid: string,
    feature: string,
    quantity: number,
    fields: Partial<ConsumeEntitlementRequest> = {},
    by = operator,
  ) => usage.consumeEntitlement({ namespaceIdOrUuid, feature, quantity, eventId: '', metadata: {}, ...fields }, by)
  const check = async (namespaceIdOrUuid: string, feature: string, quantity = 1, isExplained = false, by = operator) =>
    given(
      (await entitlements.checkEntitlement({ namespaceIdOrUuid, feature, quantity, consistency: 0, isExplained }, by))
        .decision,
    )
  return {
    entitlements,
    usage,
    reservations,
    check,
    consumed,
    consume: async (...asked: Parameters<typeof consumed>) => given((await consumed(...asked)).decision),
    record: async (
      namespaceIdOrUuid: string,
      feature: string,
      quantity: number,
      fields: Partial<RecordUsageRequest> = {},
    ) =>
      given(
        (
          await usage.recordUsage(
            { namespaceIdOrUuid, feature, quantity, eventId: '', metadata: {}, ...fields },
            operator,
          )
        ).record,
      ),
    reserve: (namespaceIdOrUuid: string, feature: string, quantity: number, ttlSeconds = 60) =>
      reservations.reserveEntitlement({ namespaceIdOrUuid, feature, quantity, ttlSeconds }, operator),
    commit: async (namespaceIdOrUuid: string, id: string, quantity?: number) =>
      given((await reservations.commitReservation({ namespaceIdOrUuid, id, quantity }, operator)).reservation),
    release: async (namespaceIdOrUuid: string, id: string) =>
      given((await reservations.releaseReservation({ namespaceIdOrUuid, id }, operator)).reservation),
    /** [used, limit, available] of a feature. */
    standing: async (namespaceId: string, feature: string) => {
      const { currentUsage, limit, available } = await check(namespaceId, feature)
      return [currentUsage, limit, available]
    },
    proof: async (namespaceIdOrUuid: string, feature = '') =>
      (await usage.reconcileUsage({ namespaceIdOrUuid, feature }, operator)).balances,
  }
}

export type Ledger = ReturnType<typeof ledgerOf>

export async function startLedger(clock?: SystemClock) {
  const plans = await startPlans(clock)
  return { ...plans, ...ledgerOf(plans.part.dial, plans.operator) }
}

export const outcome = ({ isAllowed, reason, currentUsage, limit, available }: Decision) => [
  ...[isAllowed, reason, currentUsage, limit, available],
]
