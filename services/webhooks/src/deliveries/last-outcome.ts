/** SQL: the outcome of the last attempt of delivery `d`. A scalar: of EXISTS the planner might read every attempt there is. */
export const lastOutcome = `(SELECT a.outcome FROM attempt a
  WHERE a.event_day = d.event_day AND a.delivery_id = d.id AND a.number = d.attempts)`
