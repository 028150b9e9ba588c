import type { Handlers } from '@plinth/kit/rpc'
import {
  ReservationsServiceService as Reservations,
  type ReserveEntitlementResponse,
} from '@plinth/proto/tenancy/v1/reservations.ts'
import { toDecision, toReservation } from '../balances/to-message.ts'
import { reserveItem } from '../consume/batch-item.ts'
import { batchedHandler, type ConsumeDeps } from '../consume/batch-rpc.ts'
import { contextOf } from '../consume/consume-context.ts'
import type { ConsumeResult } from '../consume/consume-result.ts'
import { onceReady } from '../consume/day-rpc.ts'
import { commitReservation, releaseReservation } from './verbs.ts'

export function reservationsRpc(deps: ConsumeDeps): Handlers<typeof Reservations> {
  const { write, clock, readCatalog, ensureDay } = deps
  return {
    reserveEntitlement: batchedHandler(deps, Reservations.reserveEntitlement, reserveItem, toReserved),
    commitReservation: onceReady(
      ensureDay,
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
