import type {
  Decision as DecisionMessage,
  Reservation as ReservationMessage,
  UsageRecord as UsageRecordMessage,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { Verdict } from './limit-rule.ts'
import type { Recorded } from './record.ts'
import type { Reservation } from './reservation.ts'

export const toDecision = (verdict: Verdict, isExact = true): DecisionMessage => ({
  isAllowed: verdict.isAllowed,
  reason: verdict.reason ?? '',
  message: verdict.message,
  currentUsage: verdict.currentUsage,
  limit: verdict.limit,
  available: verdict.available,
  isUnlimited: verdict.isUnlimited,
  asOf: verdict.at,
  isExact,
  steps: [],
  explanation: undefined,
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
