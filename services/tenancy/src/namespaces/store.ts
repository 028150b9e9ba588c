import type { Queryable } from '@plinth/kit/db'
import type { Namespace, NamespaceDraft, OwnerType } from './namespace.ts'

interface NamespaceRow {
  id: string
  uuid: string
  name: string
  slug: string
  owner_type: OwnerType
  owner_id: string
  workspace_id: string | null
  description: string | null
  settings: Record<string, unknown>
  is_default: boolean
  is_active: boolean
  created_at: Date
  updated_at: Date
}

/** An owner's first namespace, which is its default. Undefined when somebody made it first. */
export async function insertFirstNamespace(db: Queryable, draft: NamespaceDraft): Promise<Namespace | undefined> {
  const rows = await db.query<NamespaceRow>({
    name: 'namespace_insert_first',
    text: `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
        is_default, is_active)
      SELECT $1, $2, $3, $4, $5, $6, $7, '{}', '{}', '{}', true, true
      WHERE NOT EXISTS (SELECT FROM namespace WHERE owner_id = $6)
      ON CONFLICT DO NOTHING
      RETURNING id, uuid, name, slug, owner_type, owner_id, workspace_id, description, settings, is_default, is_active,
        created_at, updated_at`,
    values: [draft.id, draft.uuid, draft.name, draft.slug, draft.ownerType, draft.ownerId, draft.workspaceId ?? null],
  })
  return rows.map(toNamespace)[0]
}

const toNamespace = (row: NamespaceRow): Namespace => ({
  id: row.id,
  uuid: row.uuid,
  name: row.name,
  slug: row.slug,
  ownerType: row.owner_type,
  ownerId: row.owner_id,
  workspaceId: row.workspace_id ?? undefined,
  description: row.description ?? undefined,
  settings: row.settings,
  isDefault: row.is_default,
  isActive: row.is_active,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
