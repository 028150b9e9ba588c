import { store, stored } from '../stored.ts'
import { apiUrl, client } from './client.ts'
import { queries, sessionKey } from './query-cache.ts'
import { AuthenticationError, Client, type Session } from './sdk.ts'
import { useQuery } from './use-query.ts'

// Says that there may be a session, so that a first visit asks nothing. The cookie itself cannot be read by scripts.
const hint = 'signed-in'

/** Who is signed in; null: nobody, or the session has ended. */
export function useSession(isEnabled: boolean) {
  return useQuery<Session | null>({ queryKey: sessionKey, queryFn: loadSession, enabled: isEnabled, staleTime: 60_000 })
}

async function loadSession(): Promise<Session | null> {
  if (stored(hint) === null) return null
  try {
    return await client.sessions.current()
  } catch (err) {
    // The cache makes null of it (query-cache.ts).
    if (err instanceof AuthenticationError) store(hint, null)
    throw err
  }
}

/** Redeems the one-time code of a sign-in link. */
export async function signInWithCode(code: string): Promise<void> {
  remember(await client.sessions.create({ code }))
}

/** Trades the key for a cookie; the key is kept nowhere. */
export async function signInWithKey(key: string): Promise<void> {
  const own = new Client(key, { baseUrl: apiUrl, dangerouslyAllowBrowser: true })
  remember(await own.sessions.create({}, { headers: { 'X-Plinth-Page': 'console' } }))
}

export async function signOut(): Promise<void> {
  await client.sessions.endCurrent().catch((err: unknown) => {
    if (!(err instanceof AuthenticationError)) throw err
  })
  store(hint, null)
  become(null)
}

function remember(session: Session): void {
  store(hint, '1')
  become(session)
}

/** Nothing that another session has loaded stays. The session's own query is followed, and must not be removed. */
function become(session: Session | null): void {
  queries.setQueryData(sessionKey, session)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

/** True for an operator: a session without a workspace of its own. */
export const isOperator = ({ workspace_id }: Session): boolean => workspace_id === null
