import type { Queryable } from '@plinth/kit/db'
import { LRUCache } from 'lru-cache'
import type { Caller } from '../../caller.ts'
import { asUuid } from '../../fields/text-rules.ts'
import type { BoostType, HeldBoost } from '../grants/held-boost.ts'
import type { AssignmentStatus, HeldPackage } from '../grants/held-package.ts'

/** The rows behind a namespace's plan, at one moment. */
export interface Facts {
  namespaceId: string
  isActive: boolean
  isUserOwned: boolean
  ownerId: string
  /** Undefined if no living workspace pays. */
  payer: { id: string; status: string } | undefined
  packages: readonly (HeldPackage & { ownerId: string })[]
  boosts: readonly (HeldBoost & { ownerId: string })[]
  /** Of the owning user. */
  userTier: string | undefined
  catalogVersion: number
  at: Date
}

export interface FactsQuestion {
  caller: Pick<Caller, 'userId' | 'isOperator' | 'boundTo'>
  namespaceIdOrUuid: string
}

export interface PackageJson {
  id: string
  owner: string
  package: string
  status: AssignmentStatus
  starts: number
  expires: number | null
  anchor: number
}
export interface BoostJson {
  id: string
  owner: string
  feature: string
  type: BoostType
  limit: number
  starts: number
  expires: number | null
}
interface FactsRow {
  id: string | null
  owner_type: string
  owner_id: string
  is_active: boolean
  payer_id: string | null
  payer_status: string
  packages: string | null
  boosts: string | null
  tier: string | null
  version: number
  at: Date
}

const ms = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`
export const packageJson = `json_agg(json_build_object('id', a.id, 'owner', a.owner_id,
    'package', k.code, 'status', a.status, 'starts', ${ms('a.starts_at')}, 'expires', ${ms('a.expires_at')}, 'anchor', ${ms('a.billing_anchor')}))`
/** SQL: the packages of these owners that count or may count later, as JSON. */
export const packagesJson = (owners: string, isWanted: string) => `(SELECT ${packageJson}
  FROM package_assignment a JOIN package k ON k.id = a.package_id WHERE a.owner_id IN (${owners}) AND ${isWanted})`
export const boostJson = `json_agg(json_build_object('id', b.id, 'owner', b.owner_id,
    'feature', b.feature_code, 'type', b.type, 'limit', b.limit_value, 'starts', ${ms('b.starts_at')}, 'expires', ${ms('b.expires_at')}))`
export const boostsJson = (owners: string) => `(SELECT ${boostJson}
  FROM boost b WHERE b.owner_id IN (${owners}) AND b.ended_at IS NULL)`

/** The facts of namespaces, in their order; undefined for one that the caller does not see. */
export async function findFacts(db: Queryable, questions: readonly FactsQuestion[]): Promise<(Facts | undefined)[]> {
  const rows = await db.query<FactsRow>({
    name: 'entitlement_facts',
    text: factsText,
    values: [
      questions.map(({ caller }) => caller.userId),
      questions.map(({ caller }) => caller.isOperator),
      questions.map(({ namespaceIdOrUuid }) => namespaceIdOrUuid),
      questions.map(({ namespaceIdOrUuid }) => asUuid(namespaceIdOrUuid)),
      questions.map(({ caller }) => caller.boundTo),
    ],
  })
  return rows.map(toFacts)
}

// Looked up by both, which OFFSET 0 keeps so: else all memberships of a caller are read for each question, to be hashed.
const membershipAsked = 'SELECT FROM membership m WHERE m.workspace_id = w.id AND m.user_id = asked.user_id OFFSET 0'

const factsText = `SELECT n.id, n.owner_type, n.owner_id, n.is_active, p.id AS payer_id, p.status AS payer_status,
        ${packagesJson('n.id, p.id', 'a.ended_at IS NULL')}::text AS packages, ${boostsJson('n.id, p.id')}::text AS boosts,
        t.tier, (SELECT version FROM catalog_state) AS version, plinth_now() AS at
      FROM unnest((SELECT $1::text[]), (SELECT $2::boolean[]), (SELECT $3::text[]), (SELECT $4::uuid[]),
          (SELECT $5::text[]))
        WITH ORDINALITY AS asked (user_id, is_operator, namespace_id, namespace_uuid, bound_to, place)
      LEFT JOIN namespace n ON (n.id = asked.namespace_id OR n.uuid = asked.namespace_uuid) AND n.deleted_at IS NULL
        AND CASE n.owner_type WHEN 'User' THEN asked.is_operator OR n.owner_id = asked.user_id
          ELSE EXISTS (SELECT FROM workspace w WHERE w.id = n.owner_id AND w.deleted_at IS NULL
            AND asked.bound_to IN ('', w.id) AND (asked.is_operator OR EXISTS (${membershipAsked}))) END
      LEFT JOIN workspace p ON p.id = n.workspace_id AND p.deleted_at IS NULL
      LEFT JOIN user_tier t ON t.user_id = n.owner_id AND n.owner_type = 'User'
      ORDER BY asked.place`

/** Of a workspace by itself, as if it were a namespace that holds nothing and is paid for by it. */
export const findOwnFacts = async (db: Queryable, workspaceId: string): Promise<Facts | undefined> =>
  (await findFactsOf(db, [workspaceId])).get(workspaceId)

/** The same of several workspaces, by id; those that are not there are left out. */
export async function findFactsOf(db: Queryable, workspaceIds: readonly string[]): Promise<Map<string, Facts>> {
  const rows = await db.query<FactsRow>({
    name: 'entitlement_facts_own',
    text: `SELECT w.id, 'Workspace' AS owner_type, w.id AS owner_id, true AS is_active, w.id AS payer_id, w.status AS payer_status,
        ${packagesJson('w.id', 'a.ended_at IS NULL')}::text AS packages, ${boostsJson('w.id')}::text AS boosts,
        NULL AS tier, (SELECT version FROM catalog_state) AS version, plinth_now() AS at
      FROM workspace w WHERE w.id = ANY ($1) AND w.deleted_at IS NULL`,
    values: [workspaceIds],
  })
  return new Map(rows.flatMap((row) => toFacts(row) ?? []).map((facts) => [facts.ownerId, facts]))
}

/** Of each package that ended among an owner's newest 200, the last assignment: enough to say why something is not included any more. */
export async function findEnded(db: Queryable, ownerIds: readonly string[]): Promise<Facts['packages']> {
  const [row] = await db.query<{ packages: PackageJson[] | null }>({
    name: 'entitlement_ended',
    text: `SELECT ${packageJson} AS packages FROM (
        SELECT DISTINCT ON (e.owner_id, e.package_id, e.status) e.* FROM unnest((SELECT $1::text[])) AS asked (owner_id), LATERAL (
          SELECT * FROM package_assignment p WHERE p.owner_id = asked.owner_id ORDER BY created_at DESC, id DESC LIMIT 200) AS e
        WHERE e.ended_at IS NOT NULL ORDER BY e.owner_id, e.package_id, e.status, e.ended_at DESC) AS a
      JOIN package k ON k.id = a.package_id`,
    values: [ownerIds],
  })
  return (row?.packages ?? []).map(toPackage)
}

/** Of each owner, those among its newest 200 boosts that have ended. */
export async function findEndedBoosts(db: Queryable, ownerIds: readonly string[]): Promise<Facts['boosts']> {
  const [row] = await db.query<{ boosts: BoostJson[] | null }>({
    name: 'entitlement_ended_boosts',
    text: `SELECT ${boostJson} AS boosts FROM unnest((SELECT $1::text[])) AS asked (owner_id), LATERAL (
        SELECT * FROM boost WHERE boost.owner_id = asked.owner_id ORDER BY created_at DESC, id DESC LIMIT 200) AS b
      WHERE b.ended_at IS NOT NULL`,
    values: [ownerIds],
  })
  return (row?.boosts ?? []).map(toBoost)
}

function toFacts(row: FactsRow): Facts | undefined {
  if (row.id === null) return undefined
  return {
    namespaceId: row.id,
    isActive: row.is_active,
    isUserOwned: row.owner_type === 'User',
    ownerId: row.owner_id,
    payer: row.payer_id === null ? undefined : { id: row.payer_id, status: row.payer_status },
    packages: packagesIn(row.packages),
    boosts: boostsIn(row.boosts),
    userTier: row.tier ?? undefined,
    catalogVersion: row.version,
    at: row.at,
  }
}

const textsMax = 10_000
const charactersMax = 8 * 1_048_576

// The text is mostly the same as before: the result of reading it is cached by it.
function readJson<Json, Read>(toRead: (json: Json) => Read): (text: string | null) => readonly Read[] {
  // NOTE: given `max`, the library allocates room for that many entries at once.
  const known = new LRUCache<string, readonly Read[]>({
    maxSize: charactersMax,
    sizeCalculation: (_read, text) => 1 + text.length,
  })
  return (text) => {
    if (text === null) return []
    const kept = known.get(text)
    if (kept !== undefined) return kept
    const json: Json[] = JSON.parse(text)
    const read = json.map(toRead)
    known.set(text, read)
    if (known.size > textsMax) known.pop()
    return read
  }
}

export const toPackage = (json: PackageJson): HeldPackage & { ownerId: string } => ({
  id: json.id,
  ownerId: json.owner,
  package: json.package,
  status: json.status,
  startsAt: new Date(json.starts),
  expiresAt: json.expires === null ? undefined : new Date(json.expires),
  anchor: new Date(json.anchor),
})

export const toBoost = (json: BoostJson): HeldBoost & { ownerId: string } => ({
  id: json.id,
  ownerId: json.owner,
  feature: json.feature,
  type: json.type,
  limit: json.limit,
  startsAt: new Date(json.starts),
  expiresAt: json.expires === null ? undefined : new Date(json.expires),
})

const packagesIn = readJson(toPackage)
const boostsIn = readJson(toBoost)
