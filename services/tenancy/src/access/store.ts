import type { Queryable } from '@plinth/kit/db'
import type { Role } from '../caller.ts'
import {
  type BoostJson,
  boostsJson,
  type PackageJson,
  packagesJson,
  toBoost,
  toPackage,
} from '../entitlements/plan/store.ts'
import { asUuid } from '../fields/text-rules.ts'
import type { AccessFacts, AccessQuestion } from './access.ts'

interface AccessRow {
  workspace_id: string | null
  tier: string
  status: string
  foreign_keys: string
  role: Role | null
  namespace_id: string | null
  namespace_uuid: string
  owner_type: string
  owner_id: string
  is_owner_seen: boolean
  has_personal: boolean
  packages: PackageJson[] | null
  boosts: BoostJson[] | null
  version: number
  at: Date
}

// Ordered, so that PostgreSQL uses the index: if one owner has most namespaces, the planner expects the others to have some too,
// and would read the whole table to find that an owner has none.
const firstOwned = `SELECT FROM namespace p WHERE p.owner_id = asked.user_id ORDER BY p.owner_id, p.created_at, p.id OFFSET 0 LIMIT 1`

// OFFSET 0 keeps the look-up by both columns; otherwise all memberships of a user, or all members of a workspace, are read for
// each question.
const membershipIn = (workspace: string) =>
  `FROM membership m WHERE m.workspace_id = ${workspace}.id AND m.user_id = asked.user_id OFFSET 0`

/** Returns the facts of many questions, in their order. */
export async function findAccess(db: Queryable, questions: readonly AccessQuestion[]): Promise<AccessFacts[]> {
  const rows = await db.query<AccessRow>({
    name: 'access',
    // NOTE: an array under a SELECT hides its length: seeing it, PostgreSQL plans the statement anew each time.
    text: `SELECT w.id AS workspace_id, w.tier, w.status, w.foreign_keys, m.role,
        n.id AS namespace_id, n.uuid AS namespace_uuid, n.owner_type, n.owner_id,
        EXISTS (SELECT FROM workspace ow WHERE ow.id = n.owner_id AND ow.deleted_at IS NULL
          AND (asked.key_workspace IN ('', ow.id) OR (asked.all_workspaces AND ow.foreign_keys = 'allow'))
          AND (asked.user_id = '' OR EXISTS (SELECT ${membershipIn('ow')}))) AS is_owner_seen,
        EXISTS (${firstOwned}) AS has_personal,
        ${packagesJson('w.id', 'a.ended_at IS NULL')} AS packages, ${boostsJson('w.id')} AS boosts,
        (SELECT version FROM catalog_state) AS version, plinth_now() AS at
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::uuid[]), (SELECT $5::text[]),
          (SELECT $6::boolean[]))
        WITH ORDINALITY AS asked (user_id, workspace, namespace_id, namespace_uuid, key_workspace, all_workspaces, place)
      LEFT JOIN workspace w ON (w.id = asked.workspace OR w.slug = asked.workspace) AND w.deleted_at IS NULL
      LEFT JOIN LATERAL (SELECT m.role ${membershipIn('w')}) m ON true
      LEFT JOIN namespace n ON (n.id = asked.namespace_id OR n.uuid = asked.namespace_uuid) AND n.deleted_at IS NULL
      ORDER BY asked.place`,
    values: [
      questions.map(({ userId }) => userId),
      questions.map(({ workspaceIdOrSlug }) => workspaceIdOrSlug),
      questions.map(({ namespaceId }) => namespaceId),
      questions.map(({ namespaceId }) => asUuid(namespaceId)),
      questions.map(({ keyWorkspaceId }) => keyWorkspaceId),
      questions.map(({ allWorkspaces }) => allWorkspaces),
    ],
  })
  return rows.map(toFacts)
}

const toFacts = (row: AccessRow): AccessFacts => ({
  workspace:
    row.workspace_id === null
      ? undefined
      : { id: row.workspace_id, tier: row.tier, status: row.status, foreignKeys: row.foreign_keys },
  role: row.role ?? undefined,
  namespace:
    row.namespace_id === null
      ? undefined
      : {
          id: row.namespace_id,
          uuid: row.namespace_uuid,
          ownerType: row.owner_type,
          ownerId: row.owner_id,
          isOwnerSeen: row.is_owner_seen,
        },
  hasPersonalNamespace: row.has_personal,
  plan: {
    packages: (row.packages ?? []).map(toPackage),
    boosts: (row.boosts ?? []).map(toBoost),
    catalogVersion: row.version,
    at: row.at,
  },
})
