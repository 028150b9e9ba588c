import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Session } from '../api/sdk.ts'
import { isOperator } from '../api/session.ts'

export const SessionContext = createContext<Session | undefined>(undefined)

/** Who is signed in; of pages, which are shown to nobody else. */
export function useSigned(): Session & { isOperator: boolean } {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('a page is shown without a session')
  return { ...session, isOperator: isOperator(session) }
}

/** True if the session's scopes allow the action on the resource: `allows(session, 'write:api-keys')`. */
export function allows({ scopes }: Pick<Session, 'scopes'>, wanted: string): boolean {
  const [action, resource] = wanted.split(':')
  const isAny = (part: string | undefined) => part === '*' || part === 'all'
  return scopes.some((scope) => {
    const [given, of] = scope.split(':')
    if (scope === '*') return true
    return (isAny(given) || given === action) && (isAny(of) || of === resource)
  })
}
