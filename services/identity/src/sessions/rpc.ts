import type { Clock } from '@plinth/kit/clock'
import type { Database, Write } from '@plinth/kit/db'
import type { Callers, Handlers } from '@plinth/kit/rpc'
import { SessionsServiceService as Sessions } from '@plinth/proto/identity/v1/sessions.ts'
import { callerOf } from '../caller.ts'
import { createSignInLink } from './link-verbs.ts'
import { sessionBearerMessage, sessionMessage } from './to-message.ts'
import {
  authenticateSession,
  createSession,
  endOwnSession,
  endSession,
  listSessions,
  redeemCode,
  type SessionAuthentication,
} from './verbs.ts'

interface SessionsDeps {
  database: Database
  write: Write
  clock: Clock
  authentication: SessionAuthentication
}

/** The `plinth` command makes links inside its own process; all else comes through the gateway. */
export const sessionsCallers: Callers<typeof Sessions> = { gateway: 'all', operator: ['createSignInLink'] }

export function sessionsRpc({ database, write, clock, authentication }: SessionsDeps): Handlers<typeof Sessions> {
  return {
    authenticateSession: async ({ tokenHash }) =>
      sessionBearerMessage(await authenticateSession(authentication, tokenHash)),
    createSession: write(Sessions.createSession, async ({ codeHash }, { context }, tx) => {
      const made = codeHash.length === 0 ? createSession(tx, context, clock) : redeemCode(tx, codeHash, context, clock)
      const { token, session, replacedIds } = await made
      return { token, session: sessionBearerMessage(session), replacedIds }
    }),
    endOwnSession: write(Sessions.endOwnSession, async (_request, call, tx) => {
      await endOwnSession(tx, callerOf(call.context))
      return {}
    }),
    listSessions: async ({ query }, call) => {
      const { rows, info } = await listSessions(database, callerOf(call.context), query)
      return { sessions: rows.map(sessionMessage), page: info }
    },
    endSession: write(Sessions.endSession, async ({ id }, call, tx) => {
      await endSession(tx, callerOf(call.context), id)
      return {}
    }),
    createSignInLink: write(Sessions.createSignInLink, async ({ expiresInSeconds, keyId }, call, tx) => {
      const wanted = { lifeSeconds: expiresInSeconds, keyId }
      const { link, code } = await createSignInLink(tx, callerOf(call.context), wanted, clock)
      return { id: link.id, code, expiresAt: link.expiresAt, keyId: link.key.id, keyName: link.key.name }
    }),
  }
}
