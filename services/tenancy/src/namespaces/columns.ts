/** Columns of `namespace n`. */
export const columns =
  'n.id, n.uuid, n.name, n.slug, n.owner_type, n.owner_id, n.workspace_id, n.description, n.settings, n.tags, n.metadata, n.is_default, n.is_active, n.created_at, n.updated_at, n.version'

/** Of `namespace n`: the workspace that owns or pays; empty: none does. */
export const workspaceOfNamespace = `coalesce(n.workspace_id, CASE n.owner_type WHEN 'Workspace' THEN n.owner_id END, '')`
