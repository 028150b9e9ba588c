import type { Tx } from '@plinth/kit/db'
import { readRow } from '@plinth/kit/db/rows'

export interface ReportedKey {
  id: string
  /** Empty for an operator key. */
  workspaceId: string
  isOperator: boolean
}

/** Finds the key by lookup id and hash of the whole key; the lookup id alone is public. */
export async function findReportedKey(tx: Tx, lookupId: string, keyHash: Uint8Array): Promise<ReportedKey | undefined> {
  return readRow<ReportedKey>(tx, {
    name: 'reported_key_find',
    text: 'SELECT id, workspace_id, is_operator FROM api_key WHERE lookup_id = $1 AND key_hash = $2',
    values: [lookupId, keyHash],
  })
}
