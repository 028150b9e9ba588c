import type {
  ReconcileUsageResponse_Balance as BalanceMessage,
  ConsumeEntitlementResponse,
  Decision as DecisionMessage,
  EntitlementLogEntry,
  Entitlement as EntitlementMessage,
  Reservation as ReservationMessage,
  ReserveEntitlementResponse,
  UsageRecord as UsageRecordMessage,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { LogEntry } from './books-store.ts'
import type { Entitlement } from './check-verbs.ts'
import type { Verdict } from './decision.ts'
import type { Proof } from './proof-store.ts'
import type { Reservation } from './reservation.ts'
import type { ConsumeResult, Recorded } from './usage-record.ts'

export const toDecision = (verdict: Verdict, isExplained = false, isExact = true): DecisionMessage => ({
  isAllowed: verdict.isAllowed,
  reason: verdict.reason ?? '',
  message: verdict.message,
  currentUsage: verdict.currentUsage,
  limit: verdict.limit,
  available: verdict.available,
  isUnlimited: verdict.isUnlimited,
  asOf: verdict.at,
  isExact,
  steps: isExplained
    ? verdict.steps().map(({ level, ownerId, considered, passedOver }) => ({
        ...{ level, ownerId, considered: [...considered] },
        passedOverBecause: passedOver ?? '',
      }))
    : [],
})

export const toConsumed = ({ verdict, record }: ConsumeResult): ConsumeEntitlementResponse => ({
  decision: toDecision(verdict),
  usageId: record?.id ?? '',
})

export const toReserved = ({ verdict, reservation }: ConsumeResult): ReserveEntitlementResponse => ({
  decision: toDecision(verdict),
  reservation: reservation && toReservation(reservation),
})

export const toUsageRecord = (record: Recorded): UsageRecordMessage => ({
  id: record.id,
  feature: record.feature,
  quantity: record.quantity,
  eventId: record.eventId,
  metadata: { ...record.metadata },
  recordedAt: record.recordedAt,
})

export const toReservation = (reservation: Reservation): ReservationMessage => ({
  id: reservation.id,
  feature: reservation.feature,
  quantity: reservation.quantity,
  status: reservation.status,
  expiresAt: reservation.expiresAt,
  createdAt: reservation.createdAt,
})

export const toEntitlement = (entitlement: Entitlement): EntitlementMessage => ({
  feature: entitlement.feature,
  used: entitlement.used,
  limit: entitlement.limit,
  unit: entitlement.unit,
  resetAt: entitlement.resetAt,
  isUnlimited: entitlement.isUnlimited,
})

export const toLogEntry = (entry: LogEntry): EntitlementLogEntry => ({
  id: entry.id,
  action: entry.action,
  feature: entry.feature,
  subjectId: entry.subject_id,
  actorId: entry.actor_id,
  changeJson: JSON.stringify(entry.change),
  createdAt: entry.created_at,
})

export const toBalance = (proof: Proof): BalanceMessage => ({ ...proof })
