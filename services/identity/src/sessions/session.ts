import type { Credential } from '../authentication/store.ts'

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
export interface Session extends Credential {
  sessionId: string
  tokenHash: Buffer
  createdAt: Date
  sessionUsedAt: Date
  idleExpiresAt: Date
  /** Its use must be written again. */
  isUnwritten: boolean
}

/** The actor of the session: the actor of its key. */
export const actorOf = ({ id, isOperator, userId, name = '' }: Session) =>
  isOperator ? { type: 'operator', id, keyId: id, name } : { type: 'user', id: userId, keyId: id, name }

/** The fields that the audit log shows. */
export const sessionView = (session: Session): Record<string, unknown> => ({
  id: session.sessionId,
  kind: 'console',
  key: { id: session.id, name: session.keyName, prefix: session.prefix },
  created_at: session.createdAt.toISOString(),
  expires_at: session.expiresAt?.toISOString() ?? null,
})
