import type { Tx } from '@plinth/kit/db'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import type { Grant } from './api-key.ts'

interface Row {
  now: Date
  scopes: string[] | null
  allowed_ips: string[] | null
  expires_at: Date | null
  all_workspaces: boolean
}

const fullGrant: Grant = { scopes: ['*'], allowedIps: [], expiresAt: undefined, allWorkspaces: true }

/** The grant of the key of the caller, as stored now, and the time of the database. The local command has no key and every right. */
export async function findCallerGrant(tx: Tx, caller: Caller): Promise<{ grant: Grant; now: Date }> {
  const [row] = await tx.query<Row>({
    name: 'api_key_powers',
    text: `SELECT plinth_now()::timestamptz(3) AS now, scopes, allowed_ips, expires_at, all_workspaces
      FROM (VALUES (1)) AS always LEFT JOIN api_key ON api_key.id = $1`,
    values: [caller.keyId],
  })
  if (row === undefined) throw new Error('a row that is always there was not')
  if (caller.isOperator && caller.keyId === '') return { grant: fullGrant, now: row.now }
  if (row.scopes === null || row.allowed_ips === null) throw fail.invalidKey()
  const grant = {
    scopes: row.scopes,
    allowedIps: row.allowed_ips,
    expiresAt: row.expires_at ?? undefined,
    allWorkspaces: caller.isOperator || row.all_workspaces,
  }
  return { grant, now: row.now }
}
