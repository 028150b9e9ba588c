import type { Tx } from '@plinth/kit/db'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import type { Powers } from './api-key.ts'

interface Row {
  now: Date
  scopes: string[] | null
  allowed_ips: string[] | null
  expires_at: Date | null
  all_workspaces: boolean
}

const everyPower: Powers = { scopes: ['*'], allowedIps: [], expiresAt: undefined, allWorkspaces: true }

/** What the caller's key may do, as stored now, and the database's time. The local command, an operator without a key, may do everything. */
export async function powersOf(tx: Tx, caller: Caller): Promise<{ powers: Powers; now: Date }> {
  const [row] = await tx.query<Row>({
    name: 'api_key_powers',
    text: `SELECT plinth_now()::timestamptz(3) AS now, scopes, allowed_ips, expires_at, all_workspaces
      FROM (VALUES (1)) AS always LEFT JOIN api_key ON api_key.id = $1`,
    values: [caller.keyId],
  })
  if (row === undefined) throw new Error('a row that is always there was not')
  if (caller.isOperator && caller.keyId === '') return { powers: everyPower, now: row.now }
  if (row.scopes === null || row.allowed_ips === null) throw fail.invalidKey()
  const powers = {
    scopes: row.scopes,
    allowedIps: row.allowed_ips,
    expiresAt: row.expires_at ?? undefined,
    allWorkspaces: caller.isOperator || row.all_workspaces,
  }
  return { powers, now: row.now }
}
