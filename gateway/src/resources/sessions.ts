import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
import type { Session } from '@plinth/proto/identity/v1/sessions.ts'
import { z } from 'zod'
import type { Bearer } from '../access/caller.ts'
import { fail } from '../errors.ts'
import { strangersBody } from '../operation/body-limits.ts'
import { text } from '../operation/fields.ts'
import { createdFilters, searchFilter } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { isoTime, type JsonObject, many, textOrNull, type View, whole } from '../operation/view.ts'
import { actorView, liveSessionOutput, sessionOutput, sessionView } from './session-shape.ts'

const picked = whole(sessionView)
const started: View<Bearer & { token: string }> = (result, shape) => {
  const { expiresAt } = result.grant
  if (expiresAt === undefined) throw fail.brokenContract('the end of a session')
  return { ...picked(result, shape), cookie: { token: result.token, expiresAt } }
}

function liveView(session: Session): JsonObject {
  const { principal } = session
  if (principal === undefined) throw fail.brokenContract('the bearer of a session')
  return {
    id: session.id,
    kind: 'console',
    actor: actorView(principal),
    key: { id: principal.keyId, name: session.keyName, prefix: session.keyPrefix },
    workspace_id: textOrNull(principal.homeWorkspaceId),
    created_at: isoTime(session.createdAt),
    last_used_at: isoTime(session.lastUsedAt),
    expires_at: isoTime(session.expiresAt),
    idle_expires_at: isoTime(session.idleExpiresAt),
  }
}

export const sessions = {
  create: operation({
    id: 'sessions.create',
    summary: 'Sign in to the console',
    description:
      'For pages of this server. Starts a session and sets its cookie. The session acts for the key in the header, or for the key that made the sign-in link of `code`. The session has the scopes, role and addresses of the key and ends with it, after 12 hours, or after 60 minutes without use. The request needs the header `X-Plinth-Page: console` and must not come from another origin.',
    route: 'POST /sessions',
    status: 201,
    scope: 'any',
    startsSession: true,
    context: 'none',
    isOpenWhileSuspended: true,
    hasSecret: true,
    bodyLimits: strangersBody,
    output: sessionOutput,
    body: z
      .strictObject({ code: text(200).optional().meta({ description: 'Code of a sign-in link. It works once.' }) })
      .meta({ id: 'SessionCreate', examples: [{}] }),
    errors: ['INSUFFICIENT_PERMISSIONS'],
    run: async ({ services, body: { code }, bearer, revokeEverywhere, call }) => {
      if (code !== undefined && bearer !== undefined)
        throw fail.validation({ code: ['Send a key or a code, not both.'] })
      if (code === undefined && bearer === undefined) throw fail.unauthenticated()
      const codeHash = code === undefined ? Buffer.alloc(0) : hashOfToken(code.trim())
      const { token, session, replacedIds } = await services.sessions.createSession({ codeHash }, call)
      if (replacedIds.length > 0) await revokeEverywhere(replacedIds)
      const grant = session?.bearer
      if (grant?.principal === undefined) throw fail.brokenContract('the bearer of a session')
      return { principal: grant.principal, grant, home: bearer?.home, token }
    },
    view: started,
  }),

  current: operation({
    id: 'sessions.current',
    summary: 'Read your session, or your key',
    description: 'Describes the session of the cookie, or the key in the header.',
    route: 'GET /session',
    scope: 'any',
    context: 'none',
    isOpenWhileSuspended: true,
    output: sessionOutput,
    run: async ({ bearer }) => {
      if (bearer === undefined) throw fail.unauthenticated()
      return bearer
    },
    view: picked,
  }),

  endCurrent: operation({
    id: 'sessions.end-current',
    summary: 'Sign out of the console',
    description:
      'Ends the session of the cookie and clears the cookie. A request with a key in the header ends no session.',
    route: 'DELETE /session',
    scope: 'any',
    context: 'none',
    isOpenWhileSuspended: true,
    run: async ({ services, caller, revokeEverywhere, call }) => {
      const { sessionId } = caller.principal
      await services.sessions.endOwnSession({}, call)
      if (sessionId !== '') await revokeEverywhere([sessionId])
    },
    view: () => ({ cookie: 'cleared' }),
  }),

  list: operation({
    id: 'sessions.list',
    summary: 'List sessions of the console that have not ended',
    description:
      'Lists the sessions of all keys, those of workspaces too. A session that has expired, or was idle for 60 minutes, is not listed.',
    route: 'GET /sessions',
    scope: 'read:api-keys',
    isForOperators: true,
    context: 'none',
    output: liveSessionOutput,
    list: {
      filters: { key_id: { kind: 'text' }, ...createdFilters, ...searchFilter },
      sorts: ['created_at', 'last_used_at'],
    },
    run: async ({ services, list, call, noteShown }) => {
      const listed = await services.sessions.listSessions({ query: list }, call)
      await noteShown(listed.sessions.map(({ principal }) => principal?.homeWorkspaceId ?? ''))
      return listed
    },
    view: many('sessions', liveView),
  }),

  end: operation({
    id: 'sessions.end',
    summary: 'End a session of the console immediately',
    description:
      'The next request of the session gets 401, at every gateway. The key of the session stays valid. A session that has ended returns 404.',
    route: 'DELETE /sessions/{session_id}',
    scope: 'delete:api-keys',
    isForOperators: true,
    context: 'none',
    changesAccess: true,
    run: ({ services, params, call }) => services.sessions.endSession({ id: params.session_id }, call),
  }),
}
