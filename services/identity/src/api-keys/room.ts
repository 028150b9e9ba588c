// The keys of a workspace that count are neither past their expiry nor in a rotation's grace; those in a grace are
// bounded by the same number on their own, so that the last free place is never needed to rotate.
import type { Tx } from '@plinth/kit/db'
import { fail } from '../errors.ts'

const feature = 'plinth.api_keys'

/** Makes sure that one more key fits, and keeps everybody else from adding one until the transaction ends. */
export async function reserveRoom(
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

/** The same for one more key in a rotation's grace. */
export async function reserveGraceRoom(tx: Tx, workspaceId: string, activeKeysMax: number): Promise<void> {
  const { inGrace } = await lockAndCount(tx, workspaceId)
  if (inGrace >= activeKeysMax) throw fail.tooManyInGrace(activeKeysMax)
}

// Three statements of one round trip; each sees what was committed while the one before it waited.
async function lockAndCount(tx: Tx, workspaceId: string): Promise<{ active: number; inGrace: number }> {
  const values = [workspaceId]
  const [, , [counted]] = await Promise.all([
    tx.query({
      name: 'api_key_room_lock',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('api_key:' || $1, 0))`,
      values,
    }),
    // Keys past their expiry are shown for a while; without this they would stay forever.
    tx.query({
      name: 'api_key_drop_expired',
      text: `DELETE FROM api_key WHERE workspace_id = $1 AND expires_at < plinth_now() - interval '30 days'`,
      values,
    }),
    tx.query<{ active: number; in_grace: number }>({
      name: 'api_key_count',
      text: `SELECT count(*) FILTER (WHERE rotated_at IS NULL) AS active, count(rotated_at) AS in_grace FROM api_key
        WHERE workspace_id = $1 AND (expires_at IS NULL OR expires_at > plinth_now())`,
      values,
    }),
  ])
  return { active: Number(counted?.active), inGrace: Number(counted?.in_grace) }
}
