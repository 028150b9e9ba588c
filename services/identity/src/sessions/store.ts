import { type PageSource, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows } from '@plinth/kit/db/rows'
import { credentialColumns } from '../authentication/store.ts'
import { type Session, sessionIdleMinutes, sessionLifeHours, sessionsOfKeyMax, useEveryMinutes } from './session.ts'

const idleEnd = `s.last_used_at + ${sessionIdleMinutes} * interval '1 minute'`
// least() leaves NULL out: the key may never expire.
const columns = `s.id AS session_id, s.token_hash, s.created_at, s.last_used_at AS session_used_at, ${idleEnd} AS idle_expires_at,
  s.last_used_at < plinth_now() - ${useEveryMinutes} * interval '1 minute' AS is_unwritten, ${credentialColumns},
  least(s.expires_at, k.expires_at) AS expires_at,
  (extract(epoch FROM least(s.expires_at, k.expires_at, ${idleEnd}) - plinth_now()) * 1000)::float8 AS expires_in_ms`
const from = 'session s JOIN api_key k ON k.id = s.key_id LEFT JOIN "user" u ON u.id = k.user_id'

/** Sessions by the hash of their token, also those that are over. */
export async function findSessions(db: Queryable, tokenHashes: readonly Buffer[]): Promise<Session[]> {
  return readRows<Session>(db, {
    name: 'session_authenticate',
    text: `SELECT ${columns} FROM ${from} WHERE s.token_hash = ANY($1)`,
    values: [tokenHashes],
  })
}

export async function findSession(db: Queryable, id: string): Promise<Session | undefined> {
  return readRow<Session>(db, {
    name: 'session_find',
    text: `SELECT ${columns} FROM ${from} WHERE s.id = $1`,
    values: [id],
  })
}

/** Writes the use of a session and returns its new idle end; undefined when another process has written it, or it has ended. */
export async function writeUse(db: Queryable, id: string): Promise<Date | undefined> {
  const [row] = await db.query<{ idle_expires_at: Date }>({
    name: 'session_used',
    text: `UPDATE session AS s SET last_used_at = plinth_now()
      WHERE s.id = $1 AND s.last_used_at < plinth_now() - ${useEveryMinutes} * interval '1 minute'
      RETURNING ${idleEnd} AS idle_expires_at`,
    values: [id],
  })
  return row?.idle_expires_at
}

/**
 * Locks the key of new sessions and links: its revocation waits, or has been. Returns false when the key is gone.
 * NOTE: the key comes before its sessions and links, in the order in which its revocation deletes them.
 */
export async function lockKey(tx: Tx, keyId: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'session_key_lock',
    text: 'SELECT FROM api_key WHERE id = $1 FOR NO KEY UPDATE',
    values: [keyId],
  })
  return rows.length > 0
}

export interface WantedSession {
  id: string
  tokenHash: Buffer
  keyId: string
  /** Ends then at the latest; undefined: after the whole life of a session. */
  endsAt: Date | undefined
}

/** Call it under lockKey. */
export async function insertSession(tx: Tx, { id, tokenHash, keyId, endsAt }: WantedSession): Promise<void> {
  await tx.query({
    name: 'session_insert',
    text: `INSERT INTO session (id, token_hash, key_id, expires_at)
      VALUES ($1, $2, $3, least(plinth_now() + ${sessionLifeHours} * interval '1 hour', $4::timestamptz))`,
    values: [id, tokenHash, keyId, endsAt],
  })
}

/** Ids of the sessions beyond the most that a key has with one more. Call it under lockKey. */
export async function excessSessions(tx: Tx, keyId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    name: 'session_excess',
    text: `SELECT id FROM session WHERE key_id = $1 ORDER BY last_used_at DESC, id DESC OFFSET ${sessionsOfKeyMax - 1}`,
    values: [keyId],
  })
  return rows.map(({ id }) => id)
}

/** Returns false when it had ended before. */
export async function deleteSession(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'session_delete',
    text: 'DELETE FROM session WHERE id = $1 RETURNING id',
    values: [id],
  })
  return rows.length > 0
}

/** Deletes up to so many sessions that are over; returns how many. */
export async function deleteOverSessions(db: Queryable, max: number): Promise<number> {
  const rows = await db.query({
    name: 'session_sweep',
    text: `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= plinth_now()
      ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING true AS was_over`,
    values: [max],
  })
  return rows.length
}

const source: PageSource = {
  columns,
  from,
  where: `least(s.expires_at, k.expires_at, ${idleEnd}) > plinth_now() AND (k.is_operator OR u.suspended_at IS NULL)`,
  values: [],
  fields: {
    created_at: { column: 's.created_at', type: 'time' },
    last_used_at: { column: 's.last_used_at', type: 'time' },
    key_id: { column: 's.key_id', type: 'text' },
  },
  idColumn: 's.id',
  search: ['k.name', 'k.prefix'],
}

export const pageSessions = pagesOf(() => source, fromRow<Session>)
