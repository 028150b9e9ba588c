import type { Principal } from '@plinth/proto/common/v1/context.ts'
import { z } from 'zod'
import type { Bearer } from '../access/caller.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject, textOrNull } from '../operation/view.ts'
import { fromRole } from './roles.ts'

const exampleOfAll = {
  actor: { type: 'user', id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Jane Doe' },
  key: { id: 'key_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Production', prefix: 'sk_live_8Kq2' },
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
}
const example = {
  ...{ id: 'ses_01kb0q3t5dexn8r0v6m2c7h9ak', kind: 'console', ...exampleOfAll, role: 'admin', scopes: ['read:all'] },
  ...{ expires_at: '2026-01-05T21:58:12.431Z', idle_expires_at: '2026-01-05T10:58:12.431Z' },
}

const parts = {
  actor: z
    .object({ type: z.enum(['user', 'operator']), id: shownId, name: z.string() })
    .meta({ description: 'The user of the key, or the operator key itself.' }),
  key: z.object({ id: shownId, name: z.string(), prefix: z.string() }),
  workspace_id: shownId.nullable().meta({ description: 'The workspace of the key; null for an operator key.' }),
}

export const sessionOutput = z
  .object({
    id: shownId.meta({ description: 'ID of the session, or of the key if the request has a key.' }),
    kind: z
      .enum(['key', 'console'])
      .meta({ description: 'Whether the request has a key, or the cookie of a session.' }),
    ...parts,
    role: z.enum(['owner', 'admin', 'member']).nullable().meta({ description: 'Null for an operator key.' }),
    scopes: z.array(z.string()),
    expires_at: shownTime.nullable(),
    idle_expires_at: shownTime
      .nullable()
      .meta({ description: 'Time at which the session ends if it is not used. Each use moves it. Null for a key.' }),
  })
  .meta({ id: 'Session', examples: [example] })

const exampleLive = {
  ...{ id: example.id, kind: 'console', ...exampleOfAll, created_at: '2026-01-05T09:58:12.431Z' },
  ...{ last_used_at: '2026-01-05T09:58:12.431Z', expires_at: example.expires_at },
  idle_expires_at: example.idle_expires_at,
}

export const liveSessionOutput = z
  .object({
    id: shownId,
    kind: z.literal('console'),
    ...parts,
    created_at: shownTime,
    last_used_at: shownTime.meta({ description: 'Up to one minute old.' }),
    expires_at: shownTime,
    idle_expires_at: shownTime,
  })
  .meta({ id: 'LiveSession', examples: [exampleLive] })

export const actorView = ({ isOperator, keyId, userId, name }: Principal): JsonObject =>
  isOperator ? { type: 'operator', id: keyId, name } : { type: 'user', id: userId, name }

export function sessionView({ principal, grant, home }: Bearer): JsonObject {
  const { sessionId, keyId, homeWorkspaceId, scopes } = principal
  return {
    id: sessionId || keyId,
    kind: sessionId === '' ? 'key' : 'console',
    actor: actorView(principal),
    key: { id: keyId, name: grant.keyName, prefix: grant.prefix },
    workspace_id: textOrNull(homeWorkspaceId),
    role: home === undefined ? null : fromRole(home.role),
    scopes,
    expires_at: isoTime(grant.expiresAt),
    idle_expires_at: isoTime(grant.idleExpiresAt),
  }
}
