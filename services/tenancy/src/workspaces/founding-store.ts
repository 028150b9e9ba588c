import type { Tx } from '@plinth/kit/db'
import { asEnded } from '../ended-users/store.ts'
import { fail } from '../errors.ts'
import type { NamespaceDraft } from '../namespaces/namespace.ts'
import { isSlugTaken } from './fresh-slug.ts'
import type { Workspace } from './workspace.ts'

export interface Founding {
  workspace: Workspace
  /** Its slug is what its maker asked for, not one of ours. */
  isSlugWanted: boolean
  ownerId: string
  /** The user whose key asks; undefined for an operator's. */
  madeBy: string | undefined
  /** The workspace's first. */
  namespace: NamespaceDraft
  /** The owner's, unless the owner has one. */
  personal: NamespaceDraft
}

/**
 * Stores all that workspaces begin with, in one statement on its way to COMMIT. It refuses the transaction of a single one
 * with slugTaken when that slug was wanted, and with userNotFound when its owner has ended; any other transaction fails. Columns left out take their defaults: version 1 and the time of the transaction.
 */
export function foundWorkspaces(tx: Tx, foundings: readonly Founding[]): void {
  tx.atCommit(
    {
      name: 'workspace_found',
      // In the order of slugs and then of owners, everywhere: two that want the same never wait for each other crosswise.
      // NOTE: OFFSET 0 keeps the look for an owner's namespaces a look-up by index, whatever the tables hold.
      text: `WITH asked AS MATERIALIZED (
          SELECT * FROM jsonb_to_recordset($1::jsonb) AS asked (id text, name text, slug text, tier text, status text,
            settings jsonb, tags text[], metadata jsonb, foreign_keys text, owner_id text, namespace_id text, namespace_uuid uuid,
            personal_id text, personal_uuid uuid, made_by text)
        ), founded AS (
          INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, foreign_keys, made_by)
          SELECT id, name, slug, tier, status, settings, tags, metadata, foreign_keys, made_by FROM asked ORDER BY slug
          RETURNING id, name, slug, tier, status, created_at
        ), owned AS (
          INSERT INTO membership (workspace_id, user_id, role, workspace_name, workspace_slug, workspace_tier,
            workspace_status, workspace_created_at)
          SELECT f.id, a.owner_id, 'owner', f.name, f.slug, f.tier, f.status, f.created_at
          FROM founded f JOIN asked a ON a.id = f.id RETURNING workspace_id
        ), first AS (
          SELECT namespace_id AS id, namespace_uuid AS uuid, $2 AS name, $3 AS slug, 'Workspace' AS owner_type,
            workspace_id AS owner_id, workspace_id FROM owned JOIN asked ON asked.id = workspace_id
          UNION ALL
          SELECT personal_id, personal_uuid, $4, $5, 'User', owner_id, NULL FROM asked
          WHERE NOT EXISTS (SELECT FROM namespace n WHERE n.owner_id = asked.owner_id OFFSET 0)
        )
        INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
          is_default, is_active)
        SELECT id, uuid, name, slug, owner_type, owner_id, workspace_id, '{}', '{}', '{}', true, true
        FROM first ORDER BY owner_id
        ON CONFLICT DO NOTHING`,
      values: [JSON.stringify(foundings.map(toRow)), ...namesOf(foundings)],
    },
    (thrown) => (foundings.length === 1 ? asRefusal(thrown, foundings[0]?.isSlugWanted === true) : thrown),
  )
}

const asRefusal = (thrown: unknown, isSlugWanted: boolean): unknown =>
  isSlugWanted && isSlugTaken(thrown) ? fail.slugTaken() : asEnded(thrown)

const toRow = ({ workspace, ownerId, madeBy, namespace, personal }: Founding) => ({
  id: workspace.id,
  name: workspace.name,
  slug: workspace.slug,
  tier: workspace.tier,
  status: workspace.status,
  settings: workspace.settings,
  tags: workspace.tags,
  metadata: workspace.metadata,
  foreign_keys: workspace.foreignKeys,
  owner_id: ownerId,
  namespace_id: namespace.id,
  namespace_uuid: namespace.uuid,
  personal_id: personal.id,
  personal_uuid: personal.uuid,
  made_by: madeBy ?? null,
})

/** All first namespaces have the same. */
const namesOf = (foundings: readonly Founding[]) =>
  foundings
    .slice(0, 1)
    .flatMap(({ namespace, personal }) => [namespace, personal].flatMap(({ name, slug }) => [name, slug]))
