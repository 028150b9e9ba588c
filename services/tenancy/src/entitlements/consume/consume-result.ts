import type { Clock } from '@plinth/kit/clock'
import { newId } from '@plinth/kit/ids'
import type { Actor } from '../../actor.ts'
import type { Verdict } from '../balances/limit-rule.ts'
import type { NewRecord, Recorded } from '../balances/record.ts'
import type { Reservation } from '../balances/reservation.ts'
import type { UsageInput } from './usage-input.ts'

/** The answer to a consume, a reserve or recorded usage; record and reservation are undefined when it was refused. */
export interface ConsumeResult {
  verdict: Verdict
  record?: Recorded | undefined
  reservation?: Reservation | undefined
}

export const recordOf = (
  { namespaceId }: { namespaceId: string },
  by: { actor: Actor; clock: Clock },
  input: UsageInput,
  quantity: number,
): NewRecord => ({
  id: newId('use', by.clock),
  namespaceId,
  feature: input.feature,
  quantity,
  eventId: input.eventId,
  reservationId: '',
  actorId: by.actor.id,
  metadata: input.metadata,
})

/** Reads back the JSON of a result that an event_id is bound to. */
export function revive(stored: object): ConsumeResult {
  const { verdict, record } = stored as ConsumeResult
  return {
    verdict: { ...verdict, at: new Date(verdict.at) },
    record: record === undefined ? undefined : { ...record, recordedAt: new Date(record.recordedAt) },
  }
}
