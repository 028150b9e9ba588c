import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { originOf } from '@plinth/kit/events/origin'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import { newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, requireOperator } from '../caller.ts'
import { fail } from '../errors.ts'
import { sessionCreated, sessionEnded } from './events.ts'
import { redeemSignInLink } from './link-verbs.ts'
import { actorOf, type Session, sessionVersion } from './session.ts'
import {
  deleteSession,
  excessSessions,
  findSession,
  findSessions,
  insertSession,
  lockKey,
  pageSessions,
} from './store.ts'

const tokenPrefix = 'pcs_'

export interface SessionAuthentication {
  find: (tokenHash: Uint8Array) => Promise<Session | undefined>
  writeUse: (sessionId: string) => Promise<Date | undefined>
  noteUse: (keyId: string) => void
}

/** Returns the session with this hash, and writes its use. One UNAUTHENTICATED for all that is no living session. */
export async function authenticateSession(
  { find, writeUse, noteUse }: SessionAuthentication,
  tokenHash: Uint8Array,
): Promise<Session> {
  const row = await find(tokenHash)
  if (row === undefined || !isLiving(row)) throw fail.sessionEnded()
  noteUse(row.id)
  const idleExpiresAt = row.isUnwritten ? await writeUse(row.sessionId) : undefined
  return idleExpiresAt === undefined ? row : { ...row, idleExpiresAt }
}

const isLiving = ({ isTaken, expiresInMs = 0 }: Session): boolean => isTaken && expiresInMs > 0

/** Makes a session of the caller's key. A session makes no other, which would outlive it. */
export async function createSession(tx: Tx, { principal }: CallContext, clock: Clock): Promise<NewSession> {
  if (principal === undefined || principal.keyId === '' || principal.sessionId !== '') throw fail.unauthenticated()
  if (!(await lockKey(tx, principal.keyId))) throw fail.invalidKey()
  const made = await insertNew(tx, { keyId: principal.keyId, endsAt: undefined }, clock)
  if (!isLiving(made.session)) throw fail.invalidKey()
  tx.emit(sessionCreated(made.session))
  return made
}

/** Makes a session of the key that made the link. The code is spent when this commits, and by one call alone. */
export async function redeemCode(
  tx: Tx,
  codeHash: Uint8Array,
  context: CallContext,
  clock: Clock,
): Promise<NewSession> {
  const { keyId, endsAt } = await redeemSignInLink(tx, codeHash)
  const made = await insertNew(tx, { keyId, endsAt }, clock)
  if (!isLiving(made.session)) throw fail.codeNotValid()
  tx.emit(sessionCreated(made.session), { ...originOf(context), actor: actorOf(made.session) })
  return made
}

export interface NewSession {
  /** Shown in this answer alone. */
  token: string
  session: Session
  /** Ids of the sessions that ended for this one. */
  replacedIds: string[]
}

/** Call it under lockKey. */
async function insertNew(
  tx: Tx,
  wanted: { keyId: string; endsAt: Date | undefined },
  clock: Clock,
): Promise<NewSession> {
  const replacedIds = await excessSessions(tx, wanted.keyId)
  for (const id of replacedIds) await end(tx, id, 'replaced')
  const { token, hash } = newOneTimeToken(tokenPrefix)
  await insertSession(tx, { id: newId('ses', clock), tokenHash: hash, ...wanted })
  const [session] = await findSessions(tx, [hash])
  if (session === undefined) throw new Error('a new session was not found')
  return { token, session, replacedIds }
}

/** Ends the session that the caller uses; a caller with a key has none. */
export async function endOwnSession(tx: Tx, caller: Caller): Promise<void> {
  matchVersion(caller, sessionVersion)
  if (caller.sessionId !== '') await end(tx, caller.sessionId)
}

/** Sessions that are neither over nor idle, of all keys. */
export async function listSessions(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<Session>> {
  requireOperator(caller)
  return pageSessions(db, query)
}

export async function endSession(tx: Tx, caller: Caller, id: string): Promise<void> {
  requireOperator(caller)
  if ((await findSession(tx, id)) === undefined) throw fail.sessionNotFound()
  matchVersion(caller, sessionVersion)
  if (!(await end(tx, id))) throw fail.sessionNotFound()
}

async function end(tx: Tx, id: string, reason?: 'replaced'): Promise<boolean> {
  const session = await findSession(tx, id)
  if (session === undefined || !(await deleteSession(tx, id))) return false
  tx.emit(sessionEnded(session, reason))
  return true
}
