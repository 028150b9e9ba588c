import { allows } from '../api/scopes.ts'
import type { Session } from '../api/sdk.ts'
import { isOperator } from '../api/session.ts'
import { words } from '../messages/index.ts'
import { isManager } from '../pages/members/roles.ts'

/** A page, or a tab of one, by the sessions that may read it. */
export interface Restricted {
  /** Without a use for others, whom it says so. */
  isForOperators?: boolean
  /** The API refuses it to members, whatever their scopes are. */
  isForManagers?: boolean
  /** One of these lets a session read it, or a part of it; undefined: any session does. */
  scopes?: Scopes
  /** The same for operators alone: others have a workspace of their own there. */
  operatorScopes?: Scopes
}

/** The first is the one that a refusal names. */
type Scopes = readonly [string, ...string[]]

/** Why the session may not read it; undefined: it may. */
export function refusalOf(session: Session, restricted: Restricted): string | undefined {
  const { isForOperators = false, isForManagers = false, scopes, operatorScopes } = restricted
  if (isForOperators && !isOperator(session)) return words.shell.forOperators
  const needed = isOperator(session) ? (operatorScopes ?? scopes) : scopes
  if (needed !== undefined && !needed.some((scope) => allows(session, scope))) return words.home.notAllowed(needed[0])
  return isForManagers && !isManager(session) ? words.members.forManagers : undefined
}

export const mayRead = (session: Session, restricted: Restricted): boolean =>
  refusalOf(session, restricted) === undefined
