import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Session } from '../api/sdk.ts'
import { isOperator } from '../api/session.ts'

export const SessionContext = createContext<Session | undefined>(undefined)

/** The session of a page. Pages are shown only to signed-in users. */
export function useSigned(): Session & { isOperator: boolean } {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('a page is shown without a session')
  return { ...session, isOperator: isOperator(session) }
}
