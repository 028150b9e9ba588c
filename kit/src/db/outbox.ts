import { Event } from '@plinth/proto/events/v1/event.ts'
import { eventSubject } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { EventOrigin } from '../events/origin.ts'
import { newId } from '../ids.ts'
import { currentTraceparent } from '../telemetry/traceparent.ts'
import type { CommittedRow, NewEvent, OutboxRow, Statement } from './database.ts'

export type NewOutboxRow = Omit<CommittedRow, 'created_at'>

/** Row of an event. Its time is that of the transaction, which only the database knows. */
export function outboxRow(event: NewEvent, origin: EventOrigin, clock: Clock): NewOutboxRow {
  const id = newId('evt', clock)
  const payload = Event.encode({
    id,
    type: event.type,
    workspaceId: event.workspaceId,
    namespaceId: event.namespaceId ?? '',
    objectId: event.objectId,
    objectType: event.objectType,
    objectVersion: event.objectVersion ?? 0,
    objectName: event.objectName ?? nameIn(event.attributes),
    attributesJson: Buffer.from(JSON.stringify(event.attributes)),
    changesJson: bytesOf(event.changes),
    ...origin,
  }).finish()
  const subject = eventSubject(event.workspaceId, event.type)
  const about = [event.workspaceId, event.namespaceId ?? '', event.objectId].filter((one) => one !== '')
  return {
    id,
    subject,
    payload: Buffer.from(payload),
    traceparent: currentTraceparent(),
    awaiting: event.consumers,
    about,
  }
}

function nameIn({ name }: NewEvent['attributes']): string {
  return typeof name === 'string' ? name : ''
}

const noBytes = Buffer.alloc(0)

function bytesOf(changes: NewEvent['changes'] = {}): Buffer {
  for (const _ in changes) return Buffer.from(JSON.stringify(changes))
  return noBytes
}

const columns = 'id, subject, payload, traceparent, awaiting'
const fewMax = 4

/** Returns one statement for all events of a transaction, combined with another plain writing statement. */
export function insertOutboxRows(rows: readonly NewOutboxRow[], beside?: Statement): Statement {
  const earlier = beside?.values ?? []
  const { name, text, values } =
    rows.length > fewMax ? insertMany(rows, earlier.length) : insertFew(rows, earlier.length)
  if (beside === undefined) return { name, text, values }
  return {
    name: `${beside.name}_${name}`,
    text: `WITH beside AS (${beside.text}) ${text}`,
    values: [...earlier, ...values],
  }
}

// The usual case, with a plan for each number of rows: arrays would have to be written as text and parsed again.
function insertFew(rows: readonly NewOutboxRow[], earlier: number) {
  const places = rows.map(
    (_, row) => `(${[1, 2, 3, 4, 5].map((column) => `$${earlier + row * 5 + column}`).join(', ')})`,
  )
  return {
    name: `outbox_insert_${rows.length}`,
    text: `INSERT INTO outbox (${columns}) VALUES ${places.join(', ')}`,
    values: rows.flatMap((row): unknown[] => [row.id, row.subject, row.payload, row.traceparent, row.awaiting]),
  }
}

// NOTE: the planner would plan again for every array that it can read, hence the inner SELECTs.
function insertMany(rows: readonly NewOutboxRow[], earlier: number) {
  const arrays = ['text', 'text', 'bytea', 'text', 'text'].map((type, at) => `(SELECT $${earlier + at + 1}::${type}[])`)
  return {
    name: 'outbox_insert',
    text: `INSERT INTO outbox (${columns})
      SELECT id, subject, payload, traceparent, string_to_array(awaiting, ',')
      FROM unnest(${arrays.join(', ')}) AS row (${columns})`,
    values: [
      rows.map((row) => row.id),
      rows.map((row) => row.subject),
      rows.map((row) => row.payload),
      rows.map((row) => row.traceparent),
      rows.map((row) => row.awaiting.join(',')),
    ],
  }
}

/** Returns the published event: protobuf messages merge when their bytes are joined, so the time is appended. */
export function publishedBytes(row: OutboxRow): Buffer {
  const time = { ...Event.decode(new Uint8Array()), createdAt: row.created_at }
  return Buffer.concat([row.payload, Event.encode(time).finish()])
}
