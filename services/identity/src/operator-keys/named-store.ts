// The one key that PLINTH_OPERATOR_KEY names. Everything here runs under lockOperatorKeys.
import type { ParsedApiKey } from '@plinth/kit/access/api-key-format'
import type { Tx } from '@plinth/kit/db'
import { readRow } from '@plinth/kit/db/rows'
import { thisMoment } from './store.ts'

export interface KnownKey {
  /** Undefined when the key was ended and its row deleted. */
  id: string | undefined
  isNamed: boolean
  /** Past its expiry, or replaced by a rotation. */
  isEnding: boolean
  hasOtherHash: boolean
}

/** Finds a key, also an ended one, by its lookup id or hash. */
export async function findKnownKey(tx: Tx, key: ParsedApiKey): Promise<KnownKey | undefined> {
  return readRow<KnownKey>(tx, {
    name: 'operator_key_known',
    text: `SELECT id, is_named, is_ending, is_other AS has_other_hash FROM (
        SELECT id, is_named, (rotated_at IS NOT NULL OR coalesce(expires_at <= plinth_now(), false)) AS is_ending,
          (key_hash <> $2 OR NOT is_operator) AS is_other
        FROM api_key WHERE lookup_id = $1
        UNION ALL SELECT NULL, false, true, false FROM ended_operator_key WHERE key_hash = $2) AS known
      ORDER BY id NULLS LAST LIMIT 1`,
    values: [key.lookupId, key.hash],
  })
}

export async function nameOperatorKey(tx: Tx, id: string): Promise<void> {
  await tx.query({
    name: 'operator_key_name',
    text: 'UPDATE api_key SET is_named = true WHERE is_operator AND id = $1',
    values: [id],
  })
}

/** The keys that were named before this one. */
export async function namedBefore(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    name: 'operator_key_named_before',
    text: 'SELECT id FROM api_key WHERE is_operator AND is_named AND id <> $1',
    values: [id],
  })
  return rows.map((row) => row.id)
}

/** How long ago the last operator key was ended; undefined when none was. */
export async function lastEndedMsAgo(tx: Tx): Promise<number | undefined> {
  const [row] = await tx.query<{ ms: number | null }>({
    name: 'operator_key_last_ended',
    text: `SELECT (extract(epoch FROM ${thisMoment} - max(ended_at))
        * 1000)::float8 AS ms FROM ended_operator_key`,
  })
  return row?.ms ?? undefined
}
