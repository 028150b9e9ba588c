import type { AuthenticateSessionResponse, Session as SessionMessage } from '@plinth/proto/identity/v1/sessions.ts'
import { bearerMessage } from '../authentication/to-message.ts'
import type { Session } from './session.ts'

export const sessionBearerMessage = (session: Session): AuthenticateSessionResponse => ({
  bearer: { ...bearerMessage(session, session.sessionId), idleExpiresAt: session.idleExpiresAt },
})

export const sessionMessage = (session: Session): SessionMessage => ({
  id: session.sessionId,
  principal: bearerMessage(session, session.sessionId).principal,
  keyName: session.keyName,
  keyPrefix: session.prefix,
  createdAt: session.createdAt,
  lastUsedAt: session.sessionUsedAt,
  expiresAt: session.expiresAt,
  idleExpiresAt: session.idleExpiresAt,
})
