import { lastOutcome } from '../deliveries/last-outcome.ts'

/** Which deliveries of a range are sent again, by the names of the column `replay.choice`; absent: any. */
export interface DeliveryChoice {
  event_id?: string
  event_type?: string
  namespace_id?: string
  /** Of the last answer. */
  status_code?: number
  /** Of the last attempt. */
  outcome?: string
}

/**
 * SQL: delivery `d` is one of those that the jsonb `choice` names; null names all.
 * NOTE: a count and each chunk of its replay must agree, so both ask this.
 */
export const isChosen = (choice: string): string => {
  const named = (name: keyof DeliveryChoice, value: string) =>
    `(${choice}->>'${name}' IS NULL OR ${value} = ${choice}->>'${name}')`
  return [
    named('event_id', 'd.event_id'),
    named('event_type', 'd.event_type'),
    named('namespace_id', 'd.namespace_id'),
    named('status_code', 'd.status_code::text'),
    named('outcome', lastOutcome),
  ].join(' AND ')
}
