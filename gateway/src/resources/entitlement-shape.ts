import {
  ReconcileUsageResponse_Balance as Balance,
  type Decision,
  EntitlementLogEntry,
  UsageRecord,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { Denial } from '@plinth/proto/tenancy/v1/request_log.ts'
import { Reservation } from '@plinth/proto/tenancy/v1/reservations.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject, textOrNull } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { explained, explanationView, level } from './explanation-shape.ts'

const count = z.int()
const decision = z.object({
  allowed: z.boolean(),
  reason: z.string().nullable().meta({
    description:
      'Why it is not allowed: `LIMIT_EXCEEDED`, `FEATURE_NOT_INCLUDED`, `FEATURE_NOT_FOUND`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED`, `NAMESPACE_INACTIVE` or `WORKSPACE_SUSPENDED`. Null if it is allowed.',
  }),
  message: z.string(),
  current_usage: count,
  limit: count.nullable().meta({
    description:
      'The limit, in the unit of the feature. Null for a boolean or unlimited feature, and for one that is not included.',
  }),
  available: count.nullable(),
  unlimited: z.boolean().optional(),
  as_of: shownTime,
  exact: z.boolean(),
  chain: z.array(level).optional().meta({ description: 'With explain=true: the evaluated levels, in order.' }),
})
const shownDecision = {
  ...{ allowed: false, reason: 'LIMIT_EXCEEDED', current_usage: 1_073_741_824, limit: 1_610_612_736 },
  message: 'Storage limit exceeded. Used: 1.00 GB, Available: 0.50 GB, Requested: 1.00 GB',
  ...{ available: 536_870_912, as_of: '2026-01-05T09:58:12.431Z', exact: true },
}
export const checked = decision.extend(explained).meta({ id: 'EntitlementDecision', examples: [shownDecision] })
export const checkedMany = z
  .object({ data: z.array(decision) })
  .meta({ id: 'EntitlementDecisions', examples: [{ data: [shownDecision] }] })

const shownAllowed = {
  ...{ allowed: true, reason: null, message: 'Storage is available.', current_usage: 60, limit: 100, available: 40 },
  ...{ as_of: '2026-01-05T09:58:12.431Z', exact: true },
}
export const consumed = decision
  .extend({
    usage_id: shownId.nullable().meta({ description: 'ID of the usage record; null if the use was refused.' }),
  })
  .meta({ id: 'EntitlementConsumed', examples: [{ ...shownAllowed, usage_id: 'use_01kb0q3t5dexn8r0v6m2c7h9ak' }] })

const status = z
  .enum(['active', 'committed', 'released', 'expired'])
  .meta({ description: 'active: the quantity is set aside. committed: it was used.' })
const shownReservation = {
  ...{ id: 'res_01kb0q3t5dexn8r0v6m2c7h9ak', feature: 'storage', quantity: 20, status: 'active' },
  ...{ expires_at: '2026-01-05T10:58:12.431Z' },
}
export const reservation = z
  .object({ id: shownId, feature: z.string(), quantity: count, status, expires_at: shownTime })
  .meta({ id: 'Reservation', examples: [shownReservation] })
export const reserved = decision
  .extend({ reservation: reservation.optional().meta({ description: 'Present if the reservation was allowed.' }) })
  .meta({ id: 'EntitlementReserved', examples: [{ ...shownAllowed, reservation: shownReservation }] })

export const usageRecord = z
  .object({
    id: shownId,
    feature: z.string(),
    quantity: count.meta({ description: 'Amount that was counted; negative if usage was given back.' }),
    recorded_at: shownTime,
  })
  .meta({
    id: 'UsageRecord',
    examples: [
      {
        ...{ id: 'use_01kb0q3t5dexn8r0v6m2c7h9ak', feature: 'storage', quantity: 20 },
        recorded_at: '2026-01-05T09:58:12.431Z',
      },
    ],
  })
export const usageRow = usageRecord
  .extend({
    event_id: z.string().nullable().meta({ description: 'ID that the caller chose. Null: none.' }),
    metadata: z.record(z.string(), z.string()),
  })
  .meta({
    id: 'UsageEntry',
    examples: [
      {
        ...{ id: 'use_01kb0q3t5dexn8r0v6m2c7h9ak', feature: 'storage', quantity: 20, event_id: 'upload-42' },
        ...{ metadata: {}, recorded_at: '2026-01-05T09:58:12.431Z' },
      },
    ],
  })

export const logRow = z
  .object({
    id: shownId,
    action: z.string(),
    feature: z.string().nullable(),
    subject_id: shownId.nullable(),
    actor_id: shownId.nullable().meta({ description: 'ID of a user or a key; null for Plinth itself.' }),
    change: z.record(z.string(), z.unknown()),
    created_at: shownTime,
  })
  .meta({
    id: 'EntitlementLogEntry',
    examples: [
      {
        ...{ id: 'log_01kb0q3t5dexn8r0v6m2c7h9ak', action: 'boost.activated', feature: 'storage' },
        ...{ subject_id: 'bst_01kb0q3t5d9h7f5d3b1z0x8v6t', actor_id: 'key_01kb0q3t5dexn8r0v6m2c7h9ak' },
        ...{ change: { type: 'add_limit', limit: 50 }, created_at: '2026-01-05T09:58:12.431Z' },
      },
    ],
  })

const balance = z.object({
  feature: z.string(),
  window_start: shownTime.nullable(),
  balance: count,
  ledger: count,
  ok: z.boolean().meta({ description: 'True if the two are equal.' }),
})
export const proof = z.object({ data: z.array(balance) }).meta({
  id: 'UsageProof',
  examples: [{ data: [{ feature: 'storage', window_start: null, balance: 60, ledger: 60, ok: true }] }],
})

export function decisionView(given: Decision | undefined): JsonObject {
  if (given === undefined) throw fail.brokenContract('a decision')
  return {
    allowed: given.isAllowed,
    reason: textOrNull(given.reason),
    message: given.message,
    current_usage: given.currentUsage,
    limit: given.limit ?? null,
    available: given.available ?? null,
    ...(given.isUnlimited ? { unlimited: true } : {}),
    as_of: isoTime(given.asOf),
    exact: given.isExact,
    ...explanationView(given),
  }
}

/** Returns the refused check; undefined when it was allowed. */
export function denialOf(
  given: Decision | undefined,
  asked: { feature: string; quantity: number } | undefined,
): Denial | undefined {
  if (given === undefined || asked === undefined || given.isAllowed) return undefined
  const { reason, limit, currentUsage: used, available } = given
  return { feature: asked.feature, quantity: asked.quantity, reason, limit, used, available }
}

export const reservationView = viewOf(Reservation, reservation)
export const usageRecordView = viewOf(UsageRecord, usageRecord)
export const usageRowView = viewOf(UsageRecord, usageRow)
export const logView = viewOf(EntitlementLogEntry, logRow, { change: ({ changeJson }) => JSON.parse(changeJson) })
export const balanceView = viewOf(Balance, balance, { ok: ({ balance, ledger }) => balance === ledger })
