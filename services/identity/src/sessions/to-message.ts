import type { AuthenticateSessionResponse, Session } from '@plinth/proto/identity/v1/sessions.ts'
import { bearerMessage } from '../authentication/to-message.ts'
import { bearerOf } from '../authentication/verbs.ts'
import type { SessionRow } from './session.ts'

export const sessionBearerMessage = (row: SessionRow): AuthenticateSessionResponse => ({
  bearer: { ...bearerMessage(bearerOf(row), row.session_id), idleExpiresAt: row.idle_expires_at },
})

export const sessionMessage = (row: SessionRow): Session => ({
  id: row.session_id,
  principal: bearerMessage(bearerOf(row), row.session_id).principal,
  keyName: row.key_name,
  keyPrefix: row.prefix,
  createdAt: row.created_at,
  lastUsedAt: row.session_used_at,
  expiresAt: row.expires_at ?? undefined,
  idleExpiresAt: row.idle_expires_at,
})
