import { PlinthError } from '@plinth/kit/errors'
import type { Expose } from '@plinth/kit/part'
import { hashOfToken, newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import {
  type AuthenticateResponse,
  AuthenticationServiceService as Authentication,
} from '@plinth/proto/identity/v1/authentication.ts'
import { SessionsServiceService as Sessions } from '@plinth/proto/identity/v1/sessions.ts'
import { operatorKey, page, session, sessionOfUser } from './rows.ts'
import type { Script } from './script.ts'

/** By lookup id. */
export type Grants = Map<string, AuthenticateResponse>

/** Stands for the operator key `key_op`, once. */
export const validCode = 'pcl_0000000000000000000000000000000000000000000'

/** As identity keeps. */
export const sessionsOfKeyMax = 100

/** Keys, and sessions that stand for them as long as they are there. */
export function exposeSessions(expose: Expose, { answering }: Script, grants: Grants): void {
  const bearers = new Map<string, AuthenticateResponse>()
  const codes = new Set([hashOfToken(validCode).toString('hex')])
  const isTaken = (keyId: string) =>
    keyId === operatorKey.id || [...grants.values()].some(({ principal }) => principal?.keyId === keyId)
  const unauthenticated = () => new PlinthError('UNAUTHENTICATED', 'The session has ended.')
  const end = (sessionId: string) => {
    for (const [hash, { principal }] of bearers) if (principal?.sessionId === sessionId) bearers.delete(hash)
  }
  const ofKey = (keyId: string) =>
    [...bearers.values()].flatMap(({ principal }) => (principal?.keyId === keyId ? [principal.sessionId] : []))
  let made = 0
  const operator = {
    ...{ keyId: operatorKey.id, keyFamilyId: '', keyGeneration: 0, userId: '', isOperator: true, sessionId: '' },
    ...{ homeWorkspaceId: '', allWorkspaces: false, scopes: ['*'], name: operatorKey.name },
  }
  expose(Authentication, {
    authenticate: answering(Authentication.authenticate, ({ lookupId }) => {
      const grant = grants.get(lookupId)
      if (grant === undefined)
        throw new PlinthError(
          'INVALID_API_KEY',
          'The API key is not valid. Check that it is complete, or make another one.',
        )
      return grant
    }),
  })
  expose(Sessions, {
    authenticateSession: answering(Sessions.authenticateSession, ({ tokenHash }) => {
      const bearer = bearers.get(tokenHash.toString('hex'))
      if (bearer === undefined || !isTaken(bearer.principal?.keyId ?? '')) throw unauthenticated()
      return { bearer }
    }),
    createSession: answering(Sessions.createSession, ({ codeHash }, { context }) => {
      const principal = codeHash.length === 0 ? context.principal : operator
      if (principal === undefined || (codeHash.length > 0 && !codes.delete(codeHash.toString('hex'))))
        throw unauthenticated()
      const grant = [...grants.values()].find((one) => one.principal?.keyId === principal.keyId)
      const { token, hash } = newOneTimeToken('pcs_')
      const bearer = {
        ...{ prefix: 'sk_live_ab12', keyName: 'Night shift', rateLimitTier: 'enterprise', allowedIps: [], ...grant },
        principal: { ...principal, sessionId: `ses_${made++}` },
        expiresAt: new Date(Date.now() + 12 * 3_600_000),
        idleExpiresAt: new Date(Date.now() + 3_600_000),
      }
      const replacedIds = ofKey(principal.keyId).slice(0, -(sessionsOfKeyMax - 1))
      for (const id of replacedIds) end(id)
      bearers.set(hash.toString('hex'), bearer)
      return { token, session: { bearer }, replacedIds }
    }),
    endOwnSession: answering(Sessions.endOwnSession, (_request, { context }) => {
      end(context.principal?.sessionId ?? '')
      return {}
    }),
    listSessions: answering(Sessions.listSessions, () => ({ sessions: [session, sessionOfUser], page })),
    endSession: answering(Sessions.endSession, ({ id }) => {
      end(id)
      return {}
    }),
    createSignInLink: answering(Sessions.createSignInLink, ({ expiresInSeconds }) => ({
      ...{ id: 'sil_1', code: validCode, keyId: operatorKey.id, keyName: operatorKey.name },
      expiresAt: new Date(Date.now() + expiresInSeconds * 1_000),
    })),
  })
}
