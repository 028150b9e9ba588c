import type { Namespace, OwnerType } from './namespace.ts'

export interface NamespaceRow {
  id: string
  uuid: string
  name: string
  slug: string
  owner_type: OwnerType
  owner_id: string
  workspace_id: string | null
  description: string | null
  settings: Record<string, unknown>
  tags: string[]
  metadata: Record<string, string>
  is_default: boolean
  is_active: boolean
  created_at: Date
  updated_at: Date
  version: number
}

/** Columns of `namespace n`. */
export const columns = [
  'id',
  'uuid',
  'name',
  'slug',
  'owner_type',
  'owner_id',
  'workspace_id',
  'description',
  'settings',
  'tags',
  'metadata',
  'is_default',
  'is_active',
  'created_at',
  'updated_at',
  'version',
]
  .map((column) => `n.${column}`)
  .join(', ')

/** Of `namespace n`: the workspace that owns or pays; empty: none does. */
export const workspaceOfNamespace = `coalesce(n.workspace_id, CASE n.owner_type WHEN 'Workspace' THEN n.owner_id END, '')`

export const toNamespace = (row: NamespaceRow): Namespace => ({
  id: row.id,
  uuid: row.uuid,
  name: row.name,
  slug: row.slug,
  ownerType: row.owner_type,
  ownerId: row.owner_id,
  workspaceId: row.workspace_id ?? undefined,
  description: row.description ?? undefined,
  settings: row.settings,
  tags: row.tags,
  metadata: row.metadata,
  isDefault: row.is_default,
  isActive: row.is_active,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
})
