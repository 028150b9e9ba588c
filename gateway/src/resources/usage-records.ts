import type { Reservation, UsageRecord } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { z } from 'zod'
import { metadata, text } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'
import { one } from '../operation/view.ts'
import { reservation, reservationView, usageRecord, usageRecordView } from './entitlement-shape.ts'

const base = '/namespaces/{namespace_id}/entitlements'
const reserved = `${base}/reservations/{reservation_id}` as const
const shown = one((result: { reservation?: Reservation | undefined }) => result.reservation, reservationView)

/** Writes of what was used, asked or not, and the ends of reservations. */
export const usageRecords = {
  record: operation({
    id: 'entitlements.record-usage',
    summary: 'Record use without asking',
    description:
      'A negative quantity gives back: never more than is used in the current window. The answer says what was applied. For the backend that meters: no scope of `all` holds `metering`.',
    method: 'POST',
    path: `${base}/usage`,
    status: 201,
    scope: 'metering',
    context: 'none',
    output: usageRecord,
    body: z
      .strictObject({
        feature: text(100).min(1),
        quantity: z.int().refine((quantity) => quantity !== 0, { error: 'The quantity field must not be 0.' }),
        event_id: text(255).min(1).optional().meta({ description: 'Unique per namespace and feature for 35 days.' }),
        metadata: metadata.optional(),
      })
      .meta({ id: 'UsageRecordCreate', examples: [{ feature: 'storage', quantity: 1_048_576 }] }),
    run: ({ services, params, body, call }) =>
      services.usage.recordUsage(
        {
          ...{ namespaceIdOrUuid: params.namespace_id, feature: body.feature, quantity: body.quantity },
          ...{ eventId: body.event_id ?? '', metadata: body.metadata ?? {} },
        },
        call,
      ),
    view: one((result: { record?: UsageRecord | undefined }) => result.record, usageRecordView),
  }),

  commit: operation({
    id: 'entitlements.commit-reservation',
    summary: 'Record what was used of a reservation; the rest is released',
    description: 'It counts in the window of its reserve. A second time the same answer; after its end 409.',
    method: 'POST',
    path: `${reserved}/commit`,
    status: 200,
    scope: 'write:entitlements',
    context: 'none',
    output: reservation,
    body: z
      .strictObject({ quantity: z.int().min(0).optional().meta({ description: 'Left out: all of it.' }) })
      .meta({ id: 'ReservationCommit', examples: [{ quantity: 1 }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) => {
      const named = { namespaceIdOrUuid: params.namespace_id, id: params.reservation_id }
      return services.reservations.commitReservation({ ...named, quantity: body.quantity }, call)
    },
    view: shown,
  }),

  release: operation({
    id: 'entitlements.release-reservation',
    summary: 'Give a reservation back',
    method: 'POST',
    path: `${reserved}/release`,
    status: 200,
    scope: 'write:entitlements',
    context: 'none',
    output: reservation,
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, call }) => {
      const named = { namespaceIdOrUuid: params.namespace_id, id: params.reservation_id }
      return services.reservations.releaseReservation(named, call)
    },
    view: shown,
  }),
}
