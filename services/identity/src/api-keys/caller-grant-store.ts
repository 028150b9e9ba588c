import type { Tx } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import type { Grant } from './api-key.ts'

type Row = Partial<Grant> & { now: Date }

const fullGrant: Grant = { scopes: ['*'], allowedIps: [], expiresAt: undefined, allWorkspaces: true }

/** The grant of the key of the caller, as stored now, and the time of the database. The local command has no key and every right. */
export async function findCallerGrant(tx: Tx, caller: Caller): Promise<{ grant: Grant; now: Date }> {
  const {
    now,
    scopes,
    allowedIps,
    expiresAt,
    allWorkspaces = false,
  } = await theRow<Row>(tx, {
    name: 'api_key_powers',
    text: `SELECT plinth_now()::timestamptz(3) AS now, scopes, allowed_ips, expires_at, all_workspaces
      FROM (VALUES (1)) AS always LEFT JOIN api_key ON api_key.id = $1`,
    values: [caller.keyId],
  })
  if (caller.isOperator && caller.keyId === '') return { grant: fullGrant, now }
  if (scopes === undefined || allowedIps === undefined) throw fail.invalidKey()
  return { grant: { scopes, allowedIps, expiresAt, allWorkspaces: caller.isOperator || allWorkspaces }, now }
}
