import type { Bus, PublishOptions } from '../../bus/bus.ts'
import type { OutboxRow } from '../database.ts'
import { publishedBytes } from '../outbox.ts'
import type { Confirmations } from './confirmations.ts'

/** Publishes rows to the bus; rows that need no confirmation are done then. */
export async function publishRows(
  bus: Bus,
  confirmations: Confirmations,
  rows: readonly OutboxRow[],
  options?: PublishOptions,
): Promise<void> {
  await bus.publish(
    rows.map((row) => ({
      subject: row.subject,
      id: row.id,
      data: publishedBytes(row),
      traceparent: row.traceparent,
    })),
    options,
  )
  const done = rows.filter((row) => row.awaiting.length === 0).map((row) => row.id)
  confirmations.add('', done)
}
