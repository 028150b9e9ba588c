import type { Tx } from '@plinth/kit/db'
import { type AttemptRecord, insertAttempts } from '../dispatch/attempt-store.ts'
import type { IncomingEvent } from '../events/event.ts'
import { insertEvents } from '../events/store.ts'
import { dayOfId } from '../partitions/days.ts'

/** Logs a ping as an event, an ended delivery, and its one attempt. */
export async function insertTest(
  tx: Tx,
  delivery: { id: string; event: IncomingEvent; endpointId: string },
  { response, sent, startedAt }: Pick<AttemptRecord, 'response' | 'sent' | 'startedAt'>,
): Promise<void> {
  const { id, event, endpointId } = delivery
  const eventDay = dayOfId(event.id)
  const isOk = response.outcome === 'ok'
  await insertEvents(tx, [event])
  await tx.query({
    name: 'test_delivery_insert',
    text: `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, status_code,
        attempts, is_test, delivered_at)
      VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, 1, true, CASE WHEN $7 = 'success' THEN plinth_now() END)`,
    values: [
      eventDay,
      id,
      event.id,
      endpointId,
      event.workspaceId,
      event.type,
      isOk ? 'success' : 'failed',
      response.statusCode,
    ],
  })
  await tx.query(
    insertAttempts([{ eventDay, deliveryId: id, number: 1, trigger: 'test', response, sent, startedAt, waitMs: 0 }]),
  )
}
