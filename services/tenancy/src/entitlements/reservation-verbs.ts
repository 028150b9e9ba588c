import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { fail } from '../errors.ts'
import type { ConsumeContext } from './batch-item.ts'
import { raiseAlerts } from './consume-verbs.ts'
import { countUse, giveBack } from './ledger-store.ts'
import { type ReadCatalog, readPlan } from './plan-reader.ts'
import { type Reservation, statusOf } from './reservation.ts'
import * as store from './reservation-store.ts'

/** Records what was used of it, in the window of its making; the rest is released. A second time the same answer. */
export async function commitReservation(
  tx: Tx,
  by: ConsumeContext,
  readCatalog: ReadCatalog,
  named: { namespaceIdOrUuid: string; id: string; quantity: number | undefined },
): Promise<Reservation> {
  const plan = await readPlan(tx, by.caller, named.namespaceIdOrUuid, readCatalog)
  const { reservation, isOpen } = await lockOpen(tx, plan.namespaceId, named.id, 'committed')
  if (!isOpen) return reservation
  const { quantity = reservation.quantity } = named
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > reservation.quantity)
    throw fail.invalid({ quantity: [`The quantity must be at most the ${reservation.quantity} that were reserved.`] })
  const { place, feature } = reservation
  const record = {
    ...{ id: newId('use', by.clock), namespaceId: plan.namespaceId, feature, quantity, eventId: '' },
    ...{ reservationId: reservation.id, actorId: by.actor.id, metadata: {} },
  }
  // It has its room already: the limit may have become less, and is not asked again.
  const now = await countUse(tx, place, record, reservation.quantity)
  if (now === undefined) throw new Error('the balance of a reservation is gone')
  const resolution = await plan.resolve(feature)
  if (resolution.reason === undefined && resolution.ownerId === place.ownerId)
    await raiseAlerts(tx, plan, resolution, place, now)
  return store.endReservation(tx, reservation, 'committed', quantity)
}

/** Gives it back whole. A second time the same answer. */
export async function releaseReservation(
  tx: Tx,
  by: ConsumeContext,
  readCatalog: ReadCatalog,
  named: { namespaceIdOrUuid: string; id: string },
): Promise<Reservation> {
  const plan = await readPlan(tx, by.caller, named.namespaceIdOrUuid, readCatalog)
  const { reservation, isOpen } = await lockOpen(tx, plan.namespaceId, named.id, 'released')
  if (!isOpen) return reservation
  await giveBack(tx, reservation.place, reservation.quantity)
  return store.endReservation(tx, reservation, 'released', reservation.quantity)
}

/** Open, or ended in just this way before. */
async function lockOpen(
  tx: Tx,
  namespaceId: string,
  id: string,
  wanted: 'committed' | 'released',
): Promise<{ reservation: Reservation; isOpen: boolean }> {
  const locked = await store.lockReservation(tx, namespaceId, id)
  if (locked === undefined) throw fail.reservationNotFound()
  const { reservation, at } = locked
  const status = statusOf(reservation, at)
  if (status === wanted) return { reservation, isOpen: false }
  if (status !== 'active') throw fail.wrongState(`The reservation is already ${status}.`)
  return { reservation, isOpen: true }
}
