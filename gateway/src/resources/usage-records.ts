import { z } from 'zod'
import { metadata, text } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'
import { one } from '../operation/view.ts'
import { reservation, reservationView, usageRecord, usageRecordView } from './entitlement-shape.ts'
import { base, eventId } from './entitlements.ts'

const reserved = `${base}/reservations/{reservation_id}` as const
const shown = one('reservation', reservationView)

/** Operations that record usage without a check, and that end reservations. */
export const usageRecords = {
  record: operation({
    id: 'entitlements.record-usage',
    summary: 'Record usage without a check',
    description:
      'A negative quantity gives usage back, at most the usage of the current window. The response has the applied quantity. Requires the scope `metering`, which no scope with `all` includes.',
    route: `POST ${base}/usage`,
    status: 201,
    scope: 'metering',
    context: 'none',
    output: usageRecord,
    isUsage: true,
    body: z
      .strictObject({
        feature: text(100).min(1),
        quantity: z
          .int()
          .refine((quantity) => quantity !== 0, { error: 'The quantity field must not be 0.' })
          .meta({ description: 'Amount, in the unit of the feature. Negative: gives usage back.' }),
        event_id: eventId,
        metadata: metadata.optional().meta({ description: 'Your own pairs of strings, kept with the usage record.' }),
      })
      .meta({ id: 'UsageRecordCreate', examples: [{ feature: 'storage', quantity: 1_048_576 }] }),
    run: ({ services, params, body: { feature, quantity, event_id: eventId = '', metadata = {} }, call }) => {
      const use = { namespaceIdOrUuid: params.namespace_id, feature, quantity, eventId, metadata }
      return services.usage.recordUsage(use, call)
    },
    view: one('record', usageRecordView),
  }),

  commit: operation({
    id: 'entitlements.commit-reservation',
    summary: 'Commit the used quantity of a reservation and release the rest',
    description:
      'The quantity counts in the window of the reservation, also if the limit is lower by now. A repeated commit returns the same response, whatever its quantity. A reservation that was released or has expired returns 409.',
    route: `POST ${reserved}/commit`,
    scope: 'write:entitlements',
    context: 'none',
    output: reservation,
    isUsage: true,
    body: z
      .strictObject({ quantity: z.int().min(0).optional().meta({ description: 'Default: the whole reservation.' }) })
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
    summary: 'Release a reservation',
    description:
      'The whole quantity is available again immediately. A repeated release returns the same response. A reservation that was committed or has expired returns 409.',
    route: `POST ${reserved}/release`,
    scope: 'write:entitlements',
    context: 'none',
    output: reservation,
    isUsage: true,
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, call }) => {
      const named = { namespaceIdOrUuid: params.namespace_id, id: params.reservation_id }
      return services.reservations.releaseReservation(named, call)
    },
    view: shown,
  }),
}
