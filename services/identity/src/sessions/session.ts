import type { CredentialRow } from '../authentication/store.ts'

/** A session lives so long whatever its use, and so long without use. */
export const sessionLifeHours = 12
export const sessionIdleMinutes = 60

/** The use of a session is written at most so often. */
export const useEveryMinutes = 1

/** One key has at most so many sessions: a further one ends the session that was not used for the longest time. */
export const sessionsOfKeyMax = 100

/** Nothing of a session changes that a caller could have read: it has one version. */
export const sessionVersion = 1

/** A session and the key that it stands for, whose scopes, addresses and user are as they are now. */
export interface SessionRow extends CredentialRow {
  session_id: string
  token_hash: Buffer
  created_at: Date
  session_used_at: Date
  idle_expires_at: Date
  /** Its use must be written again. */
  is_unwritten: boolean
}

/** The actor of the session: the actor of its key. */
export const actorOf = ({ id, is_operator, user_id, name }: SessionRow) =>
  is_operator
    ? { type: 'operator', id, keyId: id, name: name ?? '' }
    : { type: 'user', id: user_id, keyId: id, name: name ?? '' }

/** The fields that the audit log shows. */
export const sessionView = (row: SessionRow): Record<string, unknown> => ({
  id: row.session_id,
  kind: 'console',
  key: { id: row.id, name: row.key_name, prefix: row.prefix },
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at?.toISOString() ?? null,
})
