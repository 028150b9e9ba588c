import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { publishedType } from './publishing.ts'

export interface LoggedAttempt {
  deliveryId: string
  number: number
  trigger: string
  outcome: string
}

/** A published event, as it is stored. */
export interface StoredEvent {
  workspaceId: string
  /** The publisher's. */
  eventId: string
  id: string
}

/** A rename, as the audit log has it. */
export interface RenameEntry {
  workspaceId: string
  name: string
}

export interface Stored {
  /** Every attempt that was logged, by delivery. */
  attempts: ReadonlyMap<string, readonly LoggedAttempt[]>
  events: readonly StoredEvent[]
  renames: readonly RenameEntry[]
  /** Entries of the audit log about published events. */
  strayEntries: number
}

/** The final content of the webhooks database. */
export async function storedIn(url: string): Promise<Stored> {
  const log = openLog({ level: 'silent', name: 'chaos' })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    return await read(database)
  } finally {
    await database.close()
  }
}

async function read(database: Database): Promise<Stored> {
  const attempts = await database.query<LoggedAttempt>({
    text: 'SELECT delivery_id AS "deliveryId", number, trigger, outcome FROM attempt ORDER BY number',
  })
  const events = await database.query<StoredEvent>({
    text: 'SELECT workspace_id AS "workspaceId", caller_id AS "eventId", id FROM event WHERE type = $1',
    values: [publishedType],
  })
  const renames = await database.query<RenameEntry>({
    text: `SELECT workspace_id AS "workspaceId", changes::jsonb #>> '{name,to}' AS name FROM audit_entry
      WHERE action = 'workspace.updated'`,
  })
  const stray = await database.query({ text: 'SELECT FROM audit_entry WHERE action = $1', values: [publishedType] })
  return {
    attempts: Map.groupBy(attempts, ({ deliveryId }) => deliveryId),
    ...{ events, renames, strayEntries: stray.length },
  }
}
