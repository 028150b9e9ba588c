import { brokenConstraint, type PageSource, pagesOf, type Queryable, type Statement, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, theRow } from '@plinth/kit/db/rows'
import type { Caller, Role } from '../caller.ts'
import { fail } from '../errors.ts'
import type { Membership } from './team.ts'

/** A trigger refuses memberships and namespaces of users that have ended. Throws userNotFound for that, anything else as it is. */
export function asUserNotFound(thrown: unknown): never {
  throw userNotFoundFor(thrown)
}

export const userNotFoundFor = (thrown: unknown): unknown =>
  brokenConstraint(thrown) === 'user_lives' ? fail.userNotFound() : thrown

const living = 'JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL'

const columns = 'm.workspace_id, m.user_id, m.role, m.created_at, m.updated_at, m.version'

/** Undefined when the user is one already; throws userNotFound for one that has ended. */
export async function insertMembership(
  tx: Tx,
  workspaceId: string,
  userId: string,
  role: Role,
): Promise<Membership | undefined> {
  return readRow<Membership>(tx, {
    name: 'membership_insert',
    text: `INSERT INTO membership AS m (workspace_id, user_id, role) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING RETURNING ${columns}`,
    values: [workspaceId, userId, role],
  }).catch(asUserNotFound)
}

export async function findMembership(
  db: Queryable,
  workspaceId: string,
  userId: string,
): Promise<Membership | undefined> {
  return readRow<Membership>(db, {
    name: 'membership_find',
    text: `SELECT ${columns} FROM membership m WHERE m.workspace_id = $1 AND m.user_id = $2`,
    values: [workspaceId, userId],
  })
}

export async function saveRole(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<Membership> {
  return theRow<Membership>(tx, {
    name: 'membership_save',
    text: `UPDATE membership AS m SET role = $3, updated_at = plinth_now(), version = version + 1
      WHERE m.workspace_id = $1 AND m.user_id = $2 RETURNING ${columns}`,
    values: [workspaceId, userId, role],
  })
}

export async function deleteMembership(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx.query({
    name: 'membership_delete',
    text: 'DELETE FROM membership WHERE workspace_id = $1 AND user_id = $2',
    values: [workspaceId, userId],
  })
}

/** The open invitations that a user made in a workspace. */
export async function deleteInvitationsBy(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx.query({
    name: 'invitation_drop_by',
    text: 'DELETE FROM invitation WHERE workspace_id = $1 AND invited_by = $2 AND accepted_by IS NULL',
    values: [workspaceId, userId],
  })
}

const memberFields: PageSource['fields'] = {
  role: { column: 'm.role', type: 'text' },
  created_at: { column: 'm.created_at', type: 'time' },
}

export const membersOf = (workspaceId: string): PageSource => ({
  columns,
  from: `membership m ${living}`,
  where: 'm.workspace_id = $1',
  values: [workspaceId],
  fields: { ...memberFields, updated_at: { column: 'm.updated_at', type: 'time' } },
  idColumn: 'm.user_id',
  search: [],
  // Looks at the workspace once, and hides its ID: seeing one of many members, PostgreSQL would read the whole table. So an index
  // alone counts them.
  total: {
    sum: 'count(*)',
    from: 'membership m',
    where: 'm.workspace_id = (SELECT w.id FROM workspace w WHERE w.id = $1 AND w.deleted_at IS NULL)',
    fields: memberFields,
    search: [],
  },
  prepared: [],
})

/** A page of a living workspace's members. */
export const pageMemberships = pagesOf(membersOf, fromRow<Membership>)

/** The next IDs after this one, in their order. */
export async function memberIdsOf(db: Queryable, workspaceId: string, after: string, limit: number): Promise<string[]> {
  const rows = await db.query<{ user_id: string }>({
    name: 'membership_user_ids',
    text: `SELECT m.user_id FROM membership m ${living} WHERE m.workspace_id = $1 AND m.user_id > $2
      ORDER BY m.user_id LIMIT nullif($3::bigint, 0)`,
    values: [workspaceId, after, limit],
  })
  return rows.map((row) => row.user_id)
}

export async function workspaceIdsOf(db: Queryable, userId: string): Promise<string[]> {
  // The copies are there for as long as the workspace lives: by their index the memberships of deleted ones are not read. OFFSET 0
  // has each workspace looked up: else all are read, to be hashed.
  const rows = await db.query<{ workspace_id: string }>({
    name: 'membership_workspace_ids',
    text: `SELECT m.workspace_id FROM membership m
      CROSS JOIN LATERAL (SELECT FROM workspace w WHERE w.id = m.workspace_id AND w.deleted_at IS NULL OFFSET 0) w
      WHERE m.user_id = $1 AND m.workspace_created_at IS NOT NULL ORDER BY m.workspace_id`,
    values: [userId],
  })
  return rows.map((row) => row.workspace_id)
}

/** Returns true if the user belongs to another living workspace; reads one of them, however many there are. */
export async function hasOtherWorkspace(db: Queryable, userId: string, workspaceId: string): Promise<boolean> {
  const rows = await db.query({
    name: 'membership_other',
    // OFFSET 0 has each workspace looked up by itself, until the first one lives.
    text: `SELECT FROM membership m WHERE m.user_id = $1 AND m.workspace_id <> $2 AND m.workspace_created_at IS NOT NULL
        AND EXISTS (SELECT FROM workspace w WHERE w.id = m.workspace_id AND w.deleted_at IS NULL OFFSET 0) LIMIT 1`,
    values: [userId, workspaceId],
  })
  return rows.length > 0
}

/** Do the two belong to one workspace that the caller may act in? */
export async function shareWorkspace(
  db: Queryable,
  { userId, boundTo }: Pick<Caller, 'userId' | 'boundTo'>,
  otherId: string,
): Promise<boolean> {
  const rows = await db.query({
    name: 'membership_shared',
    text: `SELECT FROM membership m ${living} JOIN membership other USING (workspace_id)
      WHERE m.user_id = $1 AND other.user_id = $2 AND $3 IN ('', m.workspace_id) LIMIT 1`,
    values: [userId, otherId, boundTo],
  })
  return rows.length > 0
}

/** Workspace id → its oldest owner's user id. */
export async function oldestOwnersOf(db: Queryable, workspaceIds: readonly string[]): Promise<Record<string, string>> {
  const rows = await db.query<{ workspace_id: string; user_id: string }>({
    name: 'membership_owners',
    // OFFSET 0 has each looked up by itself: else both tables are read whole, to be hashed.
    text: `SELECT w.id AS workspace_id, o.user_id FROM unnest((SELECT $1::text[])) AS asked (id)
      CROSS JOIN LATERAL (SELECT w.id FROM workspace w WHERE w.id = asked.id AND w.deleted_at IS NULL OFFSET 0) w
      CROSS JOIN LATERAL (SELECT m.user_id FROM membership m WHERE m.workspace_id = w.id AND m.role = 'owner'
        ORDER BY m.created_at, m.user_id LIMIT 1) o`,
    values: [workspaceIds],
  })
  return Object.fromEntries(rows.map((row) => [row.workspace_id, row.user_id]))
}

/** Serialises the creation and deletion of workspaces by these users. All transactions take the locks in one order. */
export const membershipsLock = (userIds: readonly string[]): Statement => ({
  name: 'membership_lock_users',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('memberships:' || user_id, 0))
    FROM unnest((SELECT $1::text[])) AS locked (user_id)`,
  values: [userIds.toSorted()],
})
