import type { Place } from './balance.ts'

export type ReservationStatus = 'active' | 'committed' | 'released' | 'expired'

/** A quantity set aside; what it counts in is settled when it is made. */
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

/** What it is at an instant, whether or not a sweep has come by. */
export const statusOf = ({ status, expiresAt }: Reservation, at: Date): ReservationStatus =>
  status === 'active' && expiresAt <= at ? 'expired' : status
