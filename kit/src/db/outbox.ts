import { Event } from '@plinth/proto/events/v1/event.ts'
import { eventSubject } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { currentTraceparent } from '../telemetry/traceparent.ts'
import type { NewEvent, OutboxRow, Statement } from './database.ts'

export type NewOutboxRow = Omit<OutboxRow, 'created_at'>

/** The row of an event; its time is the transaction's and known only to the database. */
export function outboxRow(event: NewEvent, clock: Clock): NewOutboxRow {
  const id = newId('evt', clock)
  const payload = Event.encode({
    id,
    type: event.type,
    workspaceId: event.workspaceId,
    namespaceId: event.namespaceId ?? '',
    objectId: event.objectId,
    objectType: event.objectType,
    objectVersion: event.objectVersion ?? 0,
    attributesJson: Buffer.from(JSON.stringify(event.attributes)),
  }).finish()
  const subject = eventSubject(event.workspaceId, event.type)
  return { id, subject, payload: Buffer.from(payload), traceparent: currentTraceparent(), awaiting: event.consumers }
}

/** One statement for all of a transaction's events; answers their time. */
export function insertOutboxRows(rows: readonly NewOutboxRow[]): Statement {
  const [row] = rows
  if (row !== undefined && rows.length === 1) return insertOne(row)
  return {
    name: 'outbox_insert',
    text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting)
      SELECT id, subject, payload, traceparent, string_to_array(awaiting, ',')
      FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[]) AS row (id, subject, payload, traceparent, awaiting)
      RETURNING created_at`,
    values: [
      rows.map((row) => row.id),
      rows.map((row) => row.subject),
      rows.map((row) => row.payload),
      rows.map((row) => row.traceparent),
      rows.map((row) => row.awaiting.join(',')),
    ],
  }
}

// The usual case, and half the work.
const insertOne = ({ id, subject, payload, traceparent, awaiting }: NewOutboxRow): Statement => ({
  name: 'outbox_insert_one',
  text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting) VALUES ($1, $2, $3, $4, $5) RETURNING created_at`,
  values: [id, subject, payload, traceparent, awaiting],
})

/** The event as it travels: protobuf messages merge when their bytes are joined, so the time is simply appended. */
export function publishedBytes(row: OutboxRow): Buffer {
  const time = { ...Event.decode(new Uint8Array()), createdAt: row.created_at }
  return Buffer.concat([row.payload, Event.encode(time).finish()])
}
