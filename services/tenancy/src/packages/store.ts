import { type PageSource, pagesOf, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows, theRow } from '@plinth/kit/db/rows'
import { type AssignmentStatus, hasEnded } from '../entitlements/grants/held-package.ts'
import type { Assignment } from './assignment.ts'
import type { Term } from './term.ts'

// An end counts from its instant on, also before the job has come by.
const status = `CASE WHEN a.status IN ('active', 'suspended') AND a.expires_at <= plinth_now() THEN 'expired' ELSE a.status END`
const columns = `a.id, a.owner_id, a.package_id, p.code AS package, p.name AS package_name, p.is_base, ${status} AS status,
  a.starts_at, a.expires_at, a.replaced_by, a.own_status, a.own_expires_at, a.billing_anchor AS anchor, a.created_at, a.updated_at, a.version`
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
  return readRow<OfferedPackage>(tx, {
    name: 'package_offered',
    text: 'SELECT id, code, name, is_base, is_stackable FROM package WHERE code = $1 AND is_active FOR SHARE',
    values: [code],
  })
}

/** Everything of an owner that counts now or may count later. */
export async function lockLive(tx: Tx, ownerId: string): Promise<Assignment[]> {
  return readRows<Assignment>(tx, {
    name: 'assignment_lock_live',
    text: `SELECT ${columns} FROM ${from} WHERE a.owner_id = $1 AND a.ended_at IS NULL ORDER BY a.id FOR UPDATE OF a`,
    values: [ownerId],
  })
}

/** The owner's, whether or not it has ended. */
export async function lockAssignment(tx: Tx, ownerId: string, id: string): Promise<Assignment | undefined> {
  return readRow<Assignment>(tx, {
    name: 'assignment_lock',
    text: `SELECT ${columns} FROM ${from} WHERE a.owner_id = $1 AND a.id = $2 FOR UPDATE OF a`,
    values: [ownerId, id],
  })
}

export type NewAssignment = Pick<Assignment, 'id' | 'ownerId' | 'packageId' | 'startsAt' | 'anchor'> & Term

export async function insertAssignment(tx: Tx, draft: NewAssignment): Promise<Assignment> {
  return theRow<Assignment>(tx, {
    name: 'assignment_insert',
    text: `WITH a AS (INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor,
          expires_at, replaced_by, own_status, own_expires_at)
        VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, $8, $9) RETURNING *)
      SELECT ${columns} FROM a JOIN package p ON p.id = a.package_id`,
    values: [draft.id, draft.ownerId, draft.packageId, draft.startsAt, draft.anchor, ...termOf(draft)],
  })
}

const termOf = (term: Term) => [term.expiresAt, term.replacedBy, term.ownStatus, term.ownExpiresAt]

/** Saves status and end. */
export async function saveAssignment(tx: Tx, held: Assignment, at: Date): Promise<Assignment> {
  return theRow<Assignment>(tx, {
    name: 'assignment_save',
    text: `WITH a AS (UPDATE package_assignment SET status = $2, ended_at = $3, updated_at = plinth_now(),
          version = version + 1, expires_at = $4, replaced_by = $5, own_status = $6, own_expires_at = $7 WHERE id = $1 RETURNING *)
      SELECT ${columns} FROM a JOIN package p ON p.id = a.package_id`,
    values: [held.id, held.status, hasEnded(held, at) ? at : null, ...termOf(held)],
  })
}

/** Ends some of those whose time is over; other processes take others. Who ends what tells of it. */
export async function endDue(
  tx: Tx,
  max: number,
): Promise<(Assignment & { workspaceId: string; statusBefore: AssignmentStatus })[]> {
  const rows = await readRows<Assignment & { workspaceId?: string; statusBefore: AssignmentStatus }>(tx, {
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
  return rows.map(({ workspaceId = '', ...row }) => ({ ...row, workspaceId }))
}

const assignmentsOf = (ownerId: string): PageSource => ({
  ...{ columns, from, where: 'a.owner_id = $1', values: [ownerId], idColumn: 'a.id' },
  fields: {
    status: { column: status, type: 'text' },
    starts_at: { column: 'a.starts_at', type: 'time' },
    created_at: { column: 'a.created_at', type: 'time' },
  },
  search: ['p.code', 'p.name'],
})

export const pageAssignments = pagesOf(assignmentsOf, fromRow<Assignment>)
