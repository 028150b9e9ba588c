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
