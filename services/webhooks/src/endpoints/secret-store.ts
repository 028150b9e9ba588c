import type { Queryable, Tx } from '@plinth/kit/db'
import { isId } from '../partitions/days.ts'
import type { StoredHeaders } from './custom-headers.ts'

/** The sealed fields of an endpoint. */
export interface SealedFields extends StoredHeaders {
  sealedSecret: Buffer
  /** The secret before the last rotation, during its grace period. */
  sealedPreviousSecret: Buffer | null
}

/**
 * Replaces the secret and begins the grace period of the old one, under the lock of the endpoint. Returns false, without a change,
 * while the secret before it is in its grace period, unless there is to be none for either.
 */
export async function replaceSecret(
  tx: Tx,
  workspaceId: string,
  id: string,
  sealed: Buffer,
  graceHours: number,
): Promise<boolean> {
  const replaced = await tx.query({
    name: 'endpoint_replace_secret',
    text: `UPDATE endpoint SET sealed_secret = $3,
        sealed_previous_secret = CASE WHEN $4::int > 0 THEN sealed_secret END,
        previous_secret_until = CASE WHEN $4::int > 0 THEN plinth_now() + $4::int * interval '1 hour' END,
        version = version + 1, updated_at = plinth_now()
      WHERE workspace_id = $1 AND id = $2
        AND ($4::int = 0 OR previous_secret_until IS NULL OR previous_secret_until <= plinth_now())
      RETURNING true`,
    values: [workspaceId, id, sealed, graceHours],
  })
  return replaced.length > 0
}

export async function findSealed(db: Queryable, workspaceId: string, id: string): Promise<SealedFields | undefined> {
  if (!isId('wh', id)) return undefined
  const [row] = await db.query<SealedFields>({
    name: 'endpoint_sealed',
    text: `SELECT headers, sealed_headers AS "sealedHeaders", sealed_secret AS "sealedSecret",
        CASE WHEN previous_secret_until > plinth_now() THEN sealed_previous_secret END AS "sealedPreviousSecret"
      FROM endpoint WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL`,
    values: [workspaceId, id],
  })
  return row
}
