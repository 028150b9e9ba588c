import type { Queryable, Tx } from '@plinth/kit/db'
import { isId } from '../partitions/days.ts'

export interface SealedSecrets {
  current: Buffer
  /** The one before the last rotation, while its grace runs. */
  previous: Buffer | null
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

export async function findSecrets(db: Queryable, workspaceId: string, id: string): Promise<SealedSecrets | undefined> {
  if (!isId('wh', id)) return undefined
  const [row] = await db.query<SealedSecrets>({
    name: 'endpoint_secrets',
    text: `SELECT sealed_secret AS current, CASE WHEN previous_secret_until > plinth_now() THEN sealed_previous_secret END AS previous
      FROM endpoint WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL`,
    values: [workspaceId, id],
  })
  return row
}
