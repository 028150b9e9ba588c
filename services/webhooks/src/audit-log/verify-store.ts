import type { Queryable } from '@plinth/kit/db'
import { readRow, readRows } from '@plinth/kit/db/rows'
import type { AuditEntry } from './entry.ts'
import { firstDayOf, monthAfter } from './months.ts'
import { monthsOfEntries } from './partition-store.ts'
import { entryColumns } from './store.ts'

/** One place of a chain, with the entry that its seal names. */
export interface Link {
  position: number
  entryId: string
  seal: Buffer
  /** Undefined: no row has that id and time. */
  entry: AuditEntry | undefined
}

/** An entry without a seal. */
export interface Unsealed {
  id: string
  createdAt: Date
  /** Undefined: it does not wait for one. */
  waitedSeconds: number | undefined
}

/** The months that have entries or heads, oldest first, both bounds included. */
export async function findMonths(db: Queryable, { from, to }: { from: string; to: string }): Promise<string[]> {
  const rows = await db.query<{ month: string }>({
    text: `SELECT DISTINCT to_char(month, 'YYYY-MM') AS month FROM audit_head`,
  })
  const months = new Set([...(await monthsOfEntries(db)), ...rows.map(({ month }) => month)])
  return [...months].filter((month) => month >= from && month <= to).sort()
}

/**
 * The links at the next positions of a chain. Bounds in the condition instead of a LIMIT, and entries one by one: so a page
 * costs the same on a table that PostgreSQL has never analysed.
 */
export async function findLinks(db: Queryable, month: string, after: number, most: number): Promise<Link[]> {
  const rows = await readRows<Omit<Link, 'entry'> & Omit<AuditEntry, 'id'> & { id?: string }>(db, {
    name: 'audit_links',
    text: `SELECT s.position, s.entry_id, s.seal, ${entryColumns} FROM audit_seal s
      LEFT JOIN LATERAL (SELECT * FROM audit_entry WHERE created_at = s.entry_at AND id = s.entry_id LIMIT 1) e ON true
      WHERE s.month = $1::date AND s.position > $2 AND s.position <= $2 + ${most} ORDER BY s.position`,
    values: [firstDayOf(month), after],
  })
  return rows.map(({ position, entryId, seal, id, ...entry }) => ({
    ...{ position, entryId, seal, entry: id === undefined ? undefined : { id, ...entry } },
  }))
}

/** The first link after this position, however far. */
export async function findNextLink(
  db: Queryable,
  month: string,
  after: number,
): Promise<Pick<Link, 'position' | 'entryId'> | undefined> {
  return readRow<Pick<Link, 'position' | 'entryId'>>(db, {
    name: 'audit_link_next',
    text: `SELECT position, entry_id FROM audit_seal WHERE month = $1::date AND position > $2 ORDER BY position LIMIT 1`,
    values: [firstDayOf(month), after],
  })
}

export interface EntryPlace {
  createdAt: string
  id: string
}

/** Those of the next entries of a month that have no seal, and the place of the last entry; undefined at the end. */
export async function findUnsealedAfter(
  db: Queryable,
  month: string,
  after: EntryPlace,
  most: number,
): Promise<{ unsealed: Unsealed[]; last: EntryPlace | undefined }> {
  const rows = await readRows<Unsealed & { isSealed: boolean }>(db, {
    name: 'audit_entries_unsealed',
    text: `SELECT e.id, e.created_at, s.entry_id IS NOT NULL AS is_sealed,
        extract(epoch FROM plinth_now() - u.since)::float8 AS waited_seconds
      FROM (SELECT created_at, id FROM audit_entry
        WHERE created_at >= $2::timestamptz AND created_at < $3::timestamptz AND (created_at, id) > ($2::timestamptz, $4)
        ORDER BY created_at, id LIMIT ${most}) e
      LEFT JOIN LATERAL (SELECT entry_id FROM audit_seal
        WHERE month = $1::date AND entry_id = e.id AND entry_at = e.created_at LIMIT 1) s ON true
      LEFT JOIN LATERAL (SELECT since FROM audit_unsealed WHERE created_at = e.created_at AND id = e.id LIMIT 1) u ON true
      ORDER BY e.created_at, e.id`,
    values: [firstDayOf(month), after.createdAt, `${firstDayOf(monthAfter(month))} 00:00:00+00`, after.id],
  })
  const last = rows.length < most ? undefined : rows.at(-1)
  return {
    unsealed: rows.filter(({ isSealed }) => !isSealed),
    last: last && { createdAt: last.createdAt.toISOString(), id: last.id },
  }
}
