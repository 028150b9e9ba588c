import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { fail } from '../../errors.ts'
import { countUse } from '../balances/count-store.ts'
import { type Reservation, statusOf } from '../balances/reservation.ts'
import { giveBack } from '../balances/reserved-store.ts'
import type { ConsumeContext } from '../consume/consume-context.ts'
import { raiseAlerts } from '../consume/verbs.ts'
import { type ReadCatalog, readPlan, readPlanToSpend } from '../plan/plan.ts'
import * as store from './store.ts'

/** Records a quantity of it as used, in the window of its making, and releases the rest. A second call has the same answer. */
export async function commitReservation(
  tx: Tx,
  by: ConsumeContext,
  readCatalog: ReadCatalog,
  named: { namespaceIdOrUuid: string; id: string; quantity?: number | undefined },
): Promise<Reservation> {
  const plan = await readPlanToSpend(tx, by.caller, named.namespaceIdOrUuid, readCatalog)
  const { reservation, isOpen } = await lockOpen(tx, plan.namespaceId, named.id, 'committed')
  if (!isOpen) return reservation
  // Its payer was deleted: the reservation is released soon.
  if (!plan.ownerIds.includes(reservation.place.ownerId)) throw alreadyEnded('released')
  const { quantity = reservation.quantity } = named
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > reservation.quantity)
    throw fail.invalid({ quantity: [`The quantity must be at most the ${reservation.quantity} that were reserved.`] })
  const { place, feature } = reservation
  const record = {
    ...{ id: newId('use', by.clock), namespaceId: plan.namespaceId, feature, quantity, eventId: '' },
    ...{ reservationId: reservation.id, actorId: by.actor.id, metadata: {} },
  }
  // The quantity is set aside already: a limit that is lower by now is not applied again.
  const now = await countUse(tx, place, record, reservation.quantity)
  if (now === undefined) throw new Error('the balance of a reservation is gone')
  const resolution = await plan.resolve(feature)
  if (resolution.reason === undefined && resolution.ownerId === place.ownerId)
    await raiseAlerts(tx, plan, resolution, place, now)
  return store.endReservation(tx, reservation, 'committed', quantity)
}

/** Gives all of it back. A second call has the same answer. */
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

const alreadyEnded = (status: string) => fail.wrongState(`The reservation is already ${status}.`)

/** Locks a reservation that is active, or that has ended in the wanted way before. */
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
  if (status !== 'active') throw alreadyEnded(status)
  return { reservation, isOpen: true }
}
