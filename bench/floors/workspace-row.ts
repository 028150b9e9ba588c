import type { Pool } from 'pg'

export interface WorkspaceRow {
  id: string
  name: string
  slug: string
  tier: string
  status: string
  settings: object
  tags: string[]
  metadata: Record<string, string>
  created_at: Date
  updated_at: Date
  version: string
}

const columns = 'id, name, slug, tier, status, settings, tags, metadata, created_at, updated_at, version'

/** The read of the floors: prepared, by primary key. */
export async function readWorkspace(pool: Pool, id: string): Promise<WorkspaceRow | undefined> {
  const { rows } = await pool.query<WorkspaceRow>({
    name: 'read_workspace',
    text: `SELECT ${columns} FROM workspace WHERE id = $1 AND deleted_at IS NULL`,
    values: [id],
  })
  return rows[0]
}

/** The body that Plinth answers with, without its envelope's links. */
export function workspaceBody(row: WorkspaceRow): object {
  const { id, name, slug, tier, status, settings, created_at, updated_at } = row
  return { data: { id, name, slug, tier, status, created_at, updated_at, settings } }
}
