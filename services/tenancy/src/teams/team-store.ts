// Every change of the members of a workspace locks the row of the workspace: two last owners cannot leave at once, and only
// one transaction at a time counts against the limit of the plan.
import type { Queryable, Tx } from '@plinth/kit/db'
import { readRow } from '@plinth/kit/db/rows'
import type { Caller } from '../caller.ts'
import type { Team } from './team.ts'

/** Locks a workspace and its members. Returns undefined if there is no living workspace with this ID. */
export async function lockTeam(tx: Tx, workspaceId: string, caller: Caller): Promise<Team | undefined> {
  // Two statements of one round trip: the second sees what was committed while the first one waited.
  const [, team] = await Promise.all([lockWorkspaceRow(tx, workspaceId), findTeam(tx, workspaceId, caller)])
  return team
}

/** Locks the workspace against changes, deletion and new members until the transaction ends; foreign keys to it stay possible. */
export async function lockWorkspaceRow(tx: Tx, workspaceId: string): Promise<void> {
  await tx.query({
    name: 'team_lock',
    text: 'SELECT FROM workspace WHERE id = $1 FOR NO KEY UPDATE',
    values: [workspaceId],
  })
}

export async function findTeam(db: Queryable, workspaceId: string, caller: Caller): Promise<Team | undefined> {
  const row = await readRow<Omit<Team, 'workspaceId'>>(db, {
    name: 'team_find',
    text: `SELECT w.status,
        (SELECT m.role FROM membership m WHERE m.workspace_id = w.id AND m.user_id = $2) AS role,
        (SELECT count(*) FROM (
          SELECT FROM membership o WHERE o.workspace_id = w.id AND o.role = 'owner' LIMIT 2) AS owners) AS owner_count
      FROM workspace w WHERE w.id = $1 AND w.deleted_at IS NULL`,
    values: [workspaceId, caller.userId],
  })
  return row && { workspaceId, ...row }
}

/** @param most Counts no further. Default: all. */
export async function countMembers(db: Queryable, workspaceId: string, most?: number): Promise<number> {
  const [row] = await db.query<{ members: number }>({
    name: 'team_count',
    // An ID under a SELECT is hidden: seeing one of many members, PostgreSQL would read the whole table.
    text: `SELECT count(*) AS members FROM (
        SELECT FROM membership WHERE workspace_id = (SELECT $1::text) LIMIT $2) AS counted`,
    values: [workspaceId, most ?? null],
  })
  return Number(row?.members)
}
