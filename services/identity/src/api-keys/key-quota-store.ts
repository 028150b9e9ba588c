// The quota counts keys that have not expired and are not in the grace period of a rotation. Keys in a grace period have a
// quota of their own, of the same number, so that a rotation never needs the last free place.
import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { fail } from '../errors.ts'

const feature = 'plinth.api_keys'

/** Throws when the workspace may have no further key. No other transaction can add one until this transaction ends. */
export async function requireKeyQuota(
  tx: Tx,
  workspaceId: string,
  activeKeysMax: number,
  planLimits: Readonly<Record<string, number>>,
): Promise<void> {
  const { active } = await lockAndCount(tx, workspaceId)
  if (active >= activeKeysMax) throw fail.tooManyKeys(activeKeysMax)
  const limit = planLimits[feature]
  if (limit !== undefined && active >= limit) throw fail.planLimitReached(limit)
}

/** The same check for one more key in a grace period. */
export async function requireGraceQuota(tx: Tx, workspaceId: string, activeKeysMax: number): Promise<void> {
  const { inGrace } = await lockAndCount(tx, workspaceId)
  if (inGrace >= activeKeysMax) throw fail.tooManyInGrace(activeKeysMax)
}

// Two statements in one round trip; the second sees the commits that the first waited for.
async function lockAndCount(tx: Tx, workspaceId: string): Promise<{ active: number; inGrace: number }> {
  const [, [counted]] = await Promise.all([
    tx.query({
      name: 'api_key_room_lock',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('api_key:' || $1, 0))`,
      values: [workspaceId],
    }),
    tx.query<CountRow>(keyCount(workspaceId)),
  ])
  return { active: Number(counted?.active), inGrace: Number(counted?.in_grace) }
}

interface CountRow {
  active: number
  in_grace: number
}

const keysThat = (live: string) =>
  `(SELECT rotated_at FROM api_key WHERE workspace_id = $1 AND ${live} ORDER BY workspace_id, expires_at OFFSET 0)`

const keyCount = (workspaceId: string): Statement => ({
  name: 'api_key_count',
  // Two parts of one index, which alone has their order: with OR, or in any order, the plan that a connection keeps for all workspaces
  // reads the expired keys too.
  text: `SELECT count(*) FILTER (WHERE rotated_at IS NULL) AS active, count(rotated_at) AS in_grace FROM (
      ${keysThat('expires_at IS NULL')} UNION ALL ${keysThat('expires_at > plinth_now()')}) AS living`,
  values: [workspaceId],
})

/** Returns the keys that count against the plan of a workspace. */
export async function countActiveKeys(db: Queryable, workspaceId: string): Promise<number> {
  const [counted] = await db.query<CountRow>(keyCount(workspaceId))
  return Number(counted?.active)
}
