import { type Queryable, QueueStart, type Tx } from '@plinth/kit/db'
import { arraysOf, readRows, theRow } from '@plinth/kit/db/rows'
import { advisoryLocks } from '../advisory-locks.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import type { AuditEntry } from './entry.ts'
import { firstDayOf } from './months.ts'
import type { Head, Seal } from './seal.ts'
import { entryColumns } from './store.ts'

/**
 * Takes the lock of the sealer until the end of the transaction. Returns false while another process has it: then there is
 * nothing to do.
 */
export async function lockSealer(tx: Tx): Promise<boolean> {
  const { taken } = await theRow<{ taken: boolean }>(tx, {
    name: 'audit_sealer_lock',
    text: 'SELECT pg_try_advisory_xact_lock($1) AS taken',
    values: [advisoryLocks.auditSeals],
  })
  return taken
}

/**
 * Where the search for entries without a seal begins. An entry has the time of its event, which may have come late: within half a minute
 * the sealer finds it.
 */
export const sealStart = (): QueueStart =>
  new QueueStart({ table: 'audit_unsealed', column: 'created_at', allEvery: 30 })

export async function hasUnsealed(db: Queryable, start: QueueStart): Promise<boolean> {
  const rows = await db.query(
    plannedAnew({
      text: `SELECT FROM audit_unsealed WHERE ${start.condition} ORDER BY created_at LIMIT 1`,
      values: [start.from],
    }),
  )
  return rows.length > 0
}

export interface Waiting {
  /** Oldest first. */
  entries: AuditEntry[]
  /** Entries that wait and are not there: their month was dropped, or they were removed by hand. */
  gone: { at: Date; id: string }[]
}

/** The entries that have waited longest for their seals. */
export async function findUnsealed(tx: Tx, most: number, start: QueueStart): Promise<Waiting> {
  const rows = await readRows<AuditEntry & { queuedAt: Date; queuedId: string; isGone: boolean }>(
    tx,
    plannedAnew({
      text: `SELECT u.created_at AS queued_at, u.id AS queued_id, e.id IS NULL AS is_gone, ${entryColumns}
      FROM (SELECT created_at, id FROM audit_unsealed WHERE ${start.condition} ORDER BY created_at, id LIMIT ${most}) u
      LEFT JOIN LATERAL (SELECT * FROM audit_entry WHERE created_at = u.created_at AND id = u.id LIMIT 1) e ON true
      ORDER BY u.created_at, u.id`,
      values: [start.from],
    }),
  )
  return {
    entries: rows.filter(({ isGone }) => !isGone),
    gone: rows.filter(({ isGone }) => isGone).map(({ queuedAt: at, queuedId: id }) => ({ at, id })),
  }
}

/** Ends of the chains of these months, by month; a chain that has not begun has none. */
export async function findHeads(tx: Tx, months: readonly string[]): Promise<Map<string, Head>> {
  const rows = await tx.query<{ month: string; position: number; seal: Buffer }>({
    name: 'audit_seal_heads',
    text: `SELECT to_char(m.month, 'YYYY-MM') AS month, s.position, s.seal FROM unnest($1::date[]) AS m (month)
      CROSS JOIN LATERAL (SELECT position, seal FROM audit_seal WHERE month = m.month ORDER BY position DESC LIMIT 1) s`,
    values: [months.map(firstDayOf)],
  })
  return new Map(rows.map(({ month, position, seal }) => [month, { position, seal }]))
}

/** Stores seals, takes their entries from the queue, and moves the heads of the day. */
export async function insertSeals(tx: Tx, seals: readonly Seal[]): Promise<void> {
  await tx.query({
    name: 'audit_seal_insert',
    text: `WITH new AS (
        SELECT * FROM unnest($1::date[], $2::bigint[], $3::text[], $4::timestamptz[], $5::bytea[])
          AS new (month, position, entry_id, entry_at, seal)
      ), sealed AS (
        INSERT INTO audit_seal (month, position, entry_id, entry_at, seal) SELECT month, position, entry_id, entry_at, seal FROM new
      ), done AS (
        DELETE FROM audit_unsealed u USING new WHERE u.created_at = new.entry_at AND u.id = new.entry_id
      )
      INSERT INTO audit_head AS h (day, month, position, seal, entry_id, sealed_at)
      SELECT DISTINCT ON (month) (plinth_now() AT TIME ZONE 'UTC')::date, month, position, seal, entry_id, plinth_now()
      FROM new ORDER BY month, position DESC
      ON CONFLICT (day, month) DO UPDATE
        SET position = excluded.position, seal = excluded.seal, entry_id = excluded.entry_id, sealed_at = excluded.sealed_at`,
    values: [seals.map(({ month }) => firstDayOf(month)), ...arraysOf(seals, 'position entryId entryAt seal')],
  })
}

export async function forgetUnsealed(tx: Tx, gone: Waiting['gone']): Promise<void> {
  await tx.query({
    name: 'audit_unsealed_forget',
    text: `DELETE FROM audit_unsealed u USING unnest($1::timestamptz[], $2::text[]) AS g (created_at, id)
      WHERE u.created_at = g.created_at AND u.id = g.id`,
    values: arraysOf(gone, 'at id'),
  })
}

/** How many entries wait for their seals, counted to 100,000, and the seconds that the first has waited; 0 when none does. */
export async function readUnsealed(db: Queryable): Promise<{ count: number; lagSeconds: number }> {
  const { count, lag = 0 } = await theRow<{ count: number; lag?: number }>(
    db,
    plannedAnew({
      text: `SELECT (SELECT count(*) FROM (SELECT FROM audit_unsealed LIMIT 100000) u) AS count,
        (SELECT extract(epoch FROM plinth_now() - since)::float8 FROM audit_unsealed ORDER BY created_at, id LIMIT 1) AS lag`,
    }),
  )
  return { count, lagSeconds: Math.max(0, lag) }
}
