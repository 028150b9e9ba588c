import {
  CountedBy,
  type Decision as DecisionMessage,
  type UsageRecord as UsageRecordMessage,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { Reservation as ReservationMessage } from '@plinth/proto/tenancy/v1/reservations.ts'
import type { Counted, Verdict } from './limit-rule.ts'
import type { Recorded } from './record.ts'
import type { Reservation } from './reservation.ts'

export const toDecision = ({ at: asOf, reason, isUnknown, ...verdict }: Verdict, isExact = true): DecisionMessage => ({
  ...verdict,
  ...{ reason: reason ?? '', asOf, isExact: isExact && !isUnknown, steps: [], explanation: undefined },
})

export const toUsageRecord = (record: Recorded): UsageRecordMessage => ({ ...record, metadata: { ...record.metadata } })

export const toReservation = (reservation: Reservation): ReservationMessage => ({ ...reservation })

const others = { others: CountedBy.COUNTED_BY_OTHERS, none: CountedBy.COUNTED_BY_NONE }

export const toCountedBy = (countedBy: Counted['countedBy']): CountedBy =>
  countedBy === undefined ? CountedBy.COUNTED_BY_UNSPECIFIED : others[countedBy]
