import type { Tx } from '@plinth/kit/db'
import { apiKeyEvents } from '../api-keys/events.ts'
import { deleteApiKey, lockApiKey } from '../api-keys/store.ts'
import { operatorKeyEvents } from '../operator-keys/events.ts'
import { endOperatorKey, lockOperatorKeys } from '../operator-keys/store.ts'
import { findReportedKey, type ReportedKey } from './store.ts'

/** Revokes the key with this lookup id and hash, even the last operator key; returns undefined when there is none. */
export async function revokeReportedKey(
  tx: Tx,
  lookupId: string,
  keyHash: Uint8Array,
): Promise<ReportedKey | undefined> {
  const reported = await findReportedKey(tx, lookupId, keyHash)
  if (reported === undefined) return undefined
  const { id, workspaceId, isOperator } = reported
  if (isOperator) {
    await lockOperatorKeys(tx)
    const ended = await endOperatorKey(tx, id)
    if (ended === undefined) return undefined
    tx.emit(operatorKeyEvents.revoked(ended, 'leaked'))
    return reported
  }
  const key = await lockApiKey(tx, workspaceId, id)
  if (key === undefined) return undefined
  await deleteApiKey(tx, workspaceId, id)
  tx.emit(apiKeyEvents.revoked(key, 'leaked'))
  return reported
}
