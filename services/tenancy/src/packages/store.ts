import { type Page, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type AssignmentStatus, hasEnded } from '../entitlements/grants/held-package.ts'
import type { Assignment } from './assignment.ts'

interface AssignmentRow {
  id: string
  owner_id: string
  package_id: string
  package_code: string
  package_name: string
  is_base: boolean
  status: AssignmentStatus
  starts_at: Date
  expires_at: Date | null
  billing_anchor: Date
  created_at: Date
  updated_at: Date
  version: number
}

// An end counts from its instant on, also before the job has come by.
const status = `CASE WHEN a.status IN ('active', 'suspended') AND a.expires_at <= plinth_now() THEN 'expired' ELSE a.status END`
const columns = `a.id, a.owner_id, a.package_id, p.code AS package_code, p.name AS package_name, p.is_base, ${status} AS status,
  a.starts_at, a.expires_at, a.billing_anchor, a.created_at, a.updated_at, a.version`
const from = 'package_assignment a JOIN package p ON p.id = a.package_id'

export interface OfferedPackage {
  id: string
  code: string
  name: string
  isBase: boolean
  isStackable: boolean
}

/** An active package, which stays what it is until the transaction ends. */
export async function findOffered(tx: Tx, code: string): Promise<OfferedPackage | undefined> {
  const [row] = await tx.query<{ id: string; name: string; is_base: boolean; is_stackable: boolean }>({
    name: 'package_offered',
    text: 'SELECT id, name, is_base, is_stackable FROM package WHERE code = $1 AND is_active FOR SHARE',
    values: [code],
  })
  if (row === undefined) return undefined
  return { id: row.id, code, name: row.name, isBase: row.is_base, isStackable: row.is_stackable }
}

/** Everything of an owner that counts now or may count later. */
export async function lockLive(tx: Tx, ownerId: string): Promise<Assignment[]> {
  const rows = await tx.query<AssignmentRow>({
    name: 'assignment_lock_live',
    text: `SELECT ${columns} FROM ${from} WHERE a.owner_id = $1 AND a.ended_at IS NULL ORDER BY a.id FOR UPDATE OF a`,
    values: [ownerId],
  })
  return rows.map(toAssignment)
}

/** The owner's, whether or not it has ended. */
export async function lockAssignment(tx: Tx, ownerId: string, id: string): Promise<Assignment | undefined> {
  const rows = await tx.query<AssignmentRow>({
    name: 'assignment_lock',
    text: `SELECT ${columns} FROM ${from} WHERE a.owner_id = $1 AND a.id = $2 FOR UPDATE OF a`,
    values: [ownerId, id],
  })
  return rows.map(toAssignment)[0]
}

export type NewAssignment = Pick<Assignment, 'id' | 'ownerId' | 'packageId' | 'startsAt' | 'expiresAt' | 'anchor'>

export async function insertAssignment(tx: Tx, draft: NewAssignment): Promise<Assignment> {
  const rows = await tx.query<AssignmentRow>({
    name: 'assignment_insert',
    text: `WITH a AS (INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, expires_at, billing_anchor)
        VALUES ($1, $2, $3, 'active', $4, $5, $6) RETURNING *)
      SELECT ${columns} FROM a JOIN package p ON p.id = a.package_id`,
    values: [draft.id, draft.ownerId, draft.packageId, draft.startsAt, draft.expiresAt ?? null, draft.anchor],
  })
  return only(rows)
}

/** Saves status and end. */
export async function saveAssignment(tx: Tx, held: Assignment, at: Date): Promise<Assignment> {
  const rows = await tx.query<AssignmentRow>({
    name: 'assignment_save',
    text: `WITH a AS (UPDATE package_assignment SET status = $2, expires_at = $3, ended_at = $4, updated_at = plinth_now(),
          version = version + 1 WHERE id = $1 RETURNING *)
      SELECT ${columns} FROM a JOIN package p ON p.id = a.package_id`,
    values: [held.id, held.status, held.expiresAt ?? null, hasEnded(held, at) ? at : null],
  })
  return only(rows)
}

/** Ends some of those whose time is over; other processes take others. Who ends what tells of it. */
export async function endDue(
  tx: Tx,
  max: number,
): Promise<(Assignment & { workspaceId: string; statusBefore: AssignmentStatus })[]> {
  const rows = await tx.query<AssignmentRow & { workspace_id: string | null; status_before: AssignmentStatus }>({
    name: 'assignment_end_due',
    text: `WITH due AS (SELECT id, status FROM package_assignment WHERE ended_at IS NULL AND expires_at <= plinth_now()
          ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        a AS (UPDATE package_assignment SET ended_at = plinth_now(), updated_at = plinth_now(), version = version + 1,
          status = CASE status WHEN 'cancelled' THEN status ELSE 'expired' END WHERE id IN (SELECT id FROM due) RETURNING *)
      SELECT ${columns}, coalesce(w.id, n.workspace_id) AS workspace_id, due.status AS status_before
      FROM a JOIN due ON due.id = a.id JOIN package p ON p.id = a.package_id
        LEFT JOIN workspace w ON w.id = a.owner_id LEFT JOIN namespace n ON n.id = a.owner_id`,
    values: [max],
  })
  return rows.map((row) => ({
    ...toAssignment(row),
    workspaceId: row.workspace_id ?? '',
    statusBefore: row.status_before,
  }))
}

export async function pageAssignments(
  db: Queryable,
  ownerId: string,
  query: ListQuery | undefined,
): Promise<Page<Assignment>> {
  return selectPage(
    db,
    {
      ...{ columns, from, where: 'a.owner_id = $1', values: [ownerId], idColumn: 'a.id' },
      fields: {
        status: { column: status, type: 'text' },
        starts_at: { column: 'a.starts_at', type: 'time' },
        created_at: { column: 'a.created_at', type: 'time' },
      },
      search: ['p.code', 'p.name'],
    },
    query,
    toAssignment,
  )
}

function only(rows: readonly AssignmentRow[]): Assignment {
  const [row] = rows
  if (row === undefined) throw new Error('an assignment vanished under its lock')
  return toAssignment(row)
}

const toAssignment = (row: AssignmentRow): Assignment => ({
  id: row.id,
  ownerId: row.owner_id,
  packageId: row.package_id,
  package: row.package_code,
  packageName: row.package_name,
  isBase: row.is_base,
  status: row.status,
  startsAt: row.starts_at,
  expiresAt: row.expires_at ?? undefined,
  anchor: row.billing_anchor,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
})
