import type { Queryable, Tx } from '@plinth/kit/db'
import { isId } from '../partitions/days.ts'
import type { StoredHeaders } from './custom-headers.ts'

/** What an endpoint keeps sealed. */
export interface SealedFields extends StoredHeaders {
  sealedSecret: Buffer
  /** The one before the last rotation, while its grace runs. */
  sealedPreviousSecret: Buffer | null
}

/** Puts the present secret into its grace and the new one in its place, under the endpoint's lock. */
export async function replaceSecret(
  tx: Tx,
  workspaceId: string,
  id: string,
  sealed: Buffer,
  graceHours: number,
): Promise<void> {
  await tx.query({
    name: 'endpoint_replace_secret',
    text: `UPDATE endpoint SET sealed_secret = $3,
        sealed_previous_secret = CASE WHEN $4::int > 0 THEN sealed_secret END,
        previous_secret_until = CASE WHEN $4::int > 0 THEN plinth_now() + $4::int * interval '1 hour' END,
        version = version + 1, updated_at = plinth_now()
      WHERE workspace_id = $1 AND id = $2`,
    values: [workspaceId, id, sealed, graceHours],
  })
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
