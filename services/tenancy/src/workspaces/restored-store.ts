import { type Database, distinctPages, type Queryable, raiseVersions, unknownAmong } from '@plinth/kit/db'

/** A workspace as webhooks keeps it. */
export interface RaisedWorkspace {
  id: string
  status: 'active' | 'suspended' | 'deleted'
  version: number
}

/** Raises the versions of all workspaces after a restore, and yields the workspaces, a step after the other. */
export const raiseWorkspaceVersions = (database: Database): AsyncGenerator<RaisedWorkspace[]> =>
  raiseVersions<RaisedWorkspace>(
    database,
    'workspace',
    `id, CASE WHEN deleted_at IS NULL THEN status ELSE 'deleted' END AS status, version`,
  )

/** Returns those of the ids that no workspace has or had. */
export const unknownWorkspaces = (db: Queryable, ids: readonly string[]): Promise<string[]> =>
  unknownAmong(db, 'workspace', ids)

/** Yields the users who are members of a living workspace, a page after the other. */
export const usersOfWorkspaces = (db: Queryable): AsyncGenerator<string[]> =>
  distinctPages(db, { table: 'membership', column: 'user_id', where: 'workspace_created_at IS NOT NULL' })
