import type { Handlers } from '@plinth/kit/rpc'
import {
  ReservationsServiceService as Reservations,
  type ReserveEntitlementResponse,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { withMetrics } from '../balances/decision-metrics.ts'
import { toDecision, toReservation } from '../balances/to-message.ts'
import { reserveItem } from '../consume/batch-item.ts'
import { contextOf, onceReady } from '../consume/consume-context.ts'
import type { ConsumeResult } from '../consume/consume-result.ts'
import type { ConsumeDeps } from '../consume/rpc.ts'
import { commitInBatch } from '../consume/verbs.ts'
import { commitReservation, releaseReservation } from './verbs.ts'

export function reservationsRpc({
  write,
  clock,
  readCatalog,
  load,
  commit,
  ready,
}: ConsumeDeps): Handlers<typeof Reservations> {
  return {
    reserveEntitlement: withMetrics<typeof Reservations.reserveEntitlement>(
      onceReady(ready, (request, call) =>
        commitInBatch(commit, {
          ...{ method: Reservations.reserveEntitlement, call, toAnswer: toReserved },
          prepare: () => reserveItem(load, contextOf(clock, call), request),
        }),
      ),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    commitReservation: onceReady(
      ready,
      write(Reservations.commitReservation, async (named, call, tx) => ({
        reservation: toReservation(await commitReservation(tx, contextOf(clock, call), readCatalog, named)),
      })),
    ),
    releaseReservation: write(Reservations.releaseReservation, async (named, call, tx) => ({
      reservation: toReservation(await releaseReservation(tx, contextOf(clock, call), readCatalog, named)),
    })),
  }
}

const toReserved = ({ verdict, reservation }: ConsumeResult): ReserveEntitlementResponse => ({
  decision: toDecision(verdict),
  reservation: reservation && toReservation(reservation),
})
