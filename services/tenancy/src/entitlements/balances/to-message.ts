import type {
  Decision as DecisionMessage,
  UsageRecord as UsageRecordMessage,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { Reservation as ReservationMessage } from '@plinth/proto/tenancy/v1/reservations.ts'
import type { Verdict } from './limit-rule.ts'
import type { Recorded } from './record.ts'
import type { Reservation } from './reservation.ts'

export const toDecision = ({ at: asOf, reason, isUnknown, ...verdict }: Verdict, isExact = true): DecisionMessage => ({
  ...verdict,
  ...{ reason: reason ?? '', asOf, isExact: isExact && !isUnknown, steps: [], explanation: undefined },
})

export const toUsageRecord = (record: Recorded): UsageRecordMessage => ({ ...record, metadata: { ...record.metadata } })

export const toReservation = (reservation: Reservation): ReservationMessage => ({ ...reservation })
