import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { type Session, sessionView } from './session.ts'
import { type SignInLink, signInLinkView } from './sign-in-link.ts'

export const sessionCreated = (session: Session): NewEvent => {
  const shown = sessionView(session)
  return aboutSession('console_session.created', session, shown, changesOf(undefined, shown))
}

/** @param reason Absent when its user or an operator ended it; replaced: its key got one session too many. */
export const sessionEnded = (session: Session, reason?: 'replaced'): NewEvent => {
  const shown = sessionView(session)
  const attributes = { ...shown, ...(reason && { reason }) }
  return aboutSession('console_session.ended', session, attributes, changesOf(shown, undefined))
}

/** For the audit log alone. The workspace is the key's; an operator key has none. */
const aboutSession = (
  type: string,
  session: Session,
  attributes: Record<string, unknown>,
  changes: Changes,
): NewEvent => ({
  type,
  workspaceId: session.workspaceId,
  objectId: session.sessionId,
  objectType: 'console_session',
  objectName: session.keyName,
  attributes,
  changes,
  consumers: ['webhooks'],
})

/** For the audit log alone. Its use is the `console_session.created` of the session. */
export const signInLinkCreated = (link: SignInLink): NewEvent => {
  const attributes = signInLinkView(link)
  return {
    type: 'sign_in_link.created',
    workspaceId: '',
    objectId: link.id,
    objectType: 'sign_in_link',
    objectName: link.key.name,
    attributes,
    changes: changesOf(undefined, attributes),
    consumers: ['webhooks'],
  }
}
