import type { Place } from './balance.ts'

export type ReservationStatus = 'active' | 'committed' | 'released' | 'expired'

/** A quantity set aside; it counts in the balance of its making. */
export interface Reservation {
  id: string
  namespaceId: string
  feature: string
  quantity: number
  status: ReservationStatus
  expiresAt: Date
  createdAt: Date
  place: Place
}

/** The status at an instant, also when no sweep has written it yet. */
export const statusOf = ({ status, expiresAt }: Reservation, at: Date): ReservationStatus =>
  status === 'active' && expiresAt <= at ? 'expired' : status
