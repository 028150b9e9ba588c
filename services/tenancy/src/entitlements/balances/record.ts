/** A row of the ledger, to be written. */
export interface NewRecord {
  id: string
  namespaceId: string
  feature: string
  quantity: number
  /** Empty: none. */
  eventId: string
  /** Empty: it was not set aside before. */
  reservationId: string
  actorId: string
  metadata: Readonly<Record<string, string>>
}

export interface Recorded {
  id: string
  feature: string
  /** As applied. */
  quantity: number
  eventId: string
  metadata: Readonly<Record<string, string>>
  recordedAt: Date
}
