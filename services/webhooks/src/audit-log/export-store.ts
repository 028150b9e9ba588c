import type { Queryable } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import type { AuditEntry } from './entry.ts'
import type { ExportedEntry, ExportPlace } from './export.ts'
import { beginning } from './seal.ts'
import { type AuditScope, entryColumns } from './store.ts'

type Place = Record<'position', number | undefined> & Record<'seal' | 'previous', Buffer | undefined>

/** The next entries after a place, oldest first, with their seals; each page costs what it returns. */
export async function findExportPage(
  db: Queryable,
  { workspaceId }: AuditScope,
  { to, at, id }: ExportPlace,
  most: number,
): Promise<ExportedEntry[]> {
  const own = workspaceId === undefined ? '' : 'AND workspace_id = $4'
  const rows = await readRows<AuditEntry & Place>(db, {
    name: `audit_export_${workspaceId === undefined ? 'all' : 'workspace'}`,
    text: `SELECT ${entryColumns}, s.position, s.seal, p.seal AS previous
      FROM (SELECT * FROM audit_entry
        WHERE created_at >= $1::timestamptz AND created_at <= $3::timestamptz AND (created_at, id) > ($1::timestamptz, $2) ${own}
        ORDER BY created_at, id LIMIT ${most}) e
      LEFT JOIN LATERAL (SELECT month, position, seal FROM audit_seal
        WHERE month = date_trunc('month', e.created_at AT TIME ZONE 'UTC')::date AND entry_id = e.id LIMIT 1) s ON true
      LEFT JOIN LATERAL (SELECT seal FROM audit_seal WHERE month = s.month AND position = s.position - 1 LIMIT 1) p ON true
      ORDER BY e.created_at, e.id`,
    values: [at, id, to, ...(workspaceId === undefined ? [] : [workspaceId])],
  })
  return rows.map(({ position, seal, previous, ...entry }) => ({ entry, ...placed({ position, seal, previous }) }))
}

function placed({ position, seal, previous }: Place): Pick<ExportedEntry, 'before' | 'seal'> {
  if (position === undefined || seal === undefined) return { before: undefined, seal: undefined }
  // A seal that is missing between two others shows as zeros, with which no line but the first fits.
  return { before: { position: position - 1, seal: previous ?? beginning.seal }, seal }
}
