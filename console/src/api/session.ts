import { apiUrl, client } from './client.ts'
import { queries, sessionKey } from './query-cache.ts'
import { AuthenticationError, Client } from './sdk.ts'
import { useQuery } from './use-query.ts'

/** Who is signed in (`GET /session`). */
export interface Session {
  id: string
  actor: { type: string; id: string; name: string }
  /** Undefined or null: an operator, who acts in every workspace. */
  workspace_id?: string | null
  role?: string | null
  scopes: string[]
  expires_at: string
  idle_expires_at: string
}

// Says that there may be a session, so that a first visit asks nothing. The cookie itself cannot be read by scripts.
const hint = 'plinth.signed-in'

/** null: nobody is signed in. */
export function useSession(isEnabled: boolean) {
  return useQuery<Session | null>({ queryKey: sessionKey, queryFn: loadSession, enabled: isEnabled, staleTime: 60_000 })
}

async function loadSession(): Promise<Session | null> {
  if (localStorage.getItem(hint) === null) return null
  try {
    return await client.request<Session>('GET', '/session')
  } catch (err) {
    if (!(err instanceof AuthenticationError)) throw err
    localStorage.removeItem(hint)
    return null
  }
}

/** Redeems the one-time code of a sign-in link. */
export async function signInWithCode(code: string): Promise<void> {
  remember(await client.request<Session>('POST', '/sessions', { body: { code } }))
}

/** Trades the key for a cookie; the key is kept nowhere. */
export async function signInWithKey(key: string): Promise<void> {
  const own = new Client(key, { baseUrl: apiUrl, dangerouslyAllowBrowser: true })
  remember(await own.request<Session>('POST', '/sessions', { headers: { 'X-Plinth-Page': 'console' } }))
}

export async function signOut(): Promise<void> {
  await client.request('DELETE', '/session').catch((err: unknown) => {
    if (!(err instanceof AuthenticationError)) throw err
  })
  localStorage.removeItem(hint)
  queries.clear()
  queries.setQueryData(sessionKey, null)
}

function remember(session: Session): void {
  queries.clear()
  localStorage.setItem(hint, '1')
  queries.setQueryData(sessionKey, session)
}

/** True for an operator: a session without a workspace of its own. */
export const isOperator = ({ workspace_id }: Session): boolean => workspace_id == null || workspace_id === ''
