import type { Tx } from '@plinth/kit/db'
import type { Endpoint } from './endpoint.ts'
import { findEndpoint } from './store.ts'

export async function setActivity(
  tx: Tx,
  workspaceId: string,
  id: string,
  isActive: boolean,
  reason: string,
): Promise<Endpoint> {
  await tx.query({
    name: 'endpoint_set_activity',
    text: `UPDATE endpoint SET is_active = $3, disabled_at = CASE WHEN NOT $3 THEN plinth_now() END, disabled_reason = $4,
        version = version + 1, updated_at = plinth_now()
      WHERE workspace_id = $1 AND id = $2`,
    values: [workspaceId, id, isActive, reason],
  })
  const endpoint = await findEndpoint(tx, workspaceId, id)
  if (endpoint === undefined) throw new Error('an endpoint vanished under its lock')
  return endpoint
}
