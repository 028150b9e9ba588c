import { ReservationRefused } from './errors.ts'
import { EntitlementsResource } from './gen/resources/entitlements.ts'
import type { EntitlementReserve, Reservation } from './gen/schemas.ts'
import type { CallOptions } from './options.ts'

export class Entitlements extends EntitlementsResource {
  /**
   * Reserves, does the work, and commits the reservation when the work returns, or releases it when the work throws.
   * Gives what the work gives. A work that takes longer than `ttl_seconds` fails in the commit. If the plan does not
   * allow the reservation, the work does not begin: a ReservationRefused, which has the decision.
   */
  async withReservation<T>(
    namespaceId: string,
    params: EntitlementReserve,
    work: (reservation: Reservation) => T | Promise<T>,
    options?: CallOptions,
  ): Promise<T> {
    const decision = await this.reserve(namespaceId, params, options)
    const { reservation } = decision
    if (reservation === undefined) throw new ReservationRefused(decision)
    // The key is of the reserve alone; the signal too: what was reserved is always given back.
    const { idempotencyKey: _, signal: __, ...rest } = options ?? {}
    let result: T
    try {
      result = await work(reservation)
    } catch (err) {
      // The work's own error matters more; the reservation frees itself at its end.
      await this.releaseReservation(namespaceId, reservation.id, rest).catch(() => undefined)
      throw err
    }
    await this.commitReservation(namespaceId, reservation.id, undefined, rest)
    return result
  }
}
