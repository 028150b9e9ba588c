import { brokenConstraint, type Tx } from '@plinth/kit/db'
import { fail } from '../errors.ts'
import type { NamespaceDraft } from '../namespaces/namespace.ts'
import type { Workspace } from './workspace.ts'

export interface Founding {
  workspace: Workspace
  ownerId: string
  /** The workspace's first. */
  namespace: NamespaceDraft
  /** The owner's, unless the owner has one. */
  personal: NamespaceDraft
}

/**
 * Stores all that a workspace begins with, in one statement on its way to COMMIT; it refuses the transaction with
 * slugTaken. Columns left out take their defaults: version 1 and the time of the transaction.
 */
export function foundWorkspace(tx: Tx, { workspace, ownerId, namespace, personal }: Founding): void {
  tx.atCommit(
    {
      name: 'workspace_found',
      text: `WITH founded AS (
          INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id, name, slug, tier, status, created_at
        ), owned AS (
          INSERT INTO membership (workspace_id, user_id, role, workspace_name, workspace_slug, workspace_tier,
            workspace_status, workspace_created_at)
          SELECT id, $9, 'owner', name, slug, tier, status, created_at FROM founded RETURNING workspace_id
        )
        INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
          is_default, is_active)
        SELECT $10, $11::uuid, $12, $13, 'Workspace', workspace_id, workspace_id, '{}'::jsonb, '{}'::text[], '{}'::jsonb,
          true, true FROM owned
        UNION ALL
        SELECT $14, $15::uuid, $16, $17, 'User', $9, NULL, '{}', '{}', '{}', true, true
        WHERE NOT EXISTS (SELECT FROM namespace WHERE owner_id = $9)
        ON CONFLICT DO NOTHING`,
      values: [
        workspace.id,
        workspace.name,
        workspace.slug,
        workspace.tier,
        workspace.status,
        JSON.stringify(workspace.settings),
        workspace.tags,
        JSON.stringify(workspace.metadata),
        ownerId,
        namespace.id,
        namespace.uuid,
        namespace.name,
        namespace.slug,
        personal.id,
        personal.uuid,
        personal.name,
        personal.slug,
      ],
    },
    (thrown) => (brokenConstraint(thrown) === 'workspace_living_slug_key' ? fail.slugTaken() : thrown),
  )
}
