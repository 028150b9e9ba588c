import { store, stored } from '../stored.ts'
import { apiUrl, client } from './client.ts'
import { queries, sessionKey } from './query-cache.ts'
import { AuthenticationError, Client, type Session } from './sdk.ts'
import { useQuery } from './use-query.ts'

// Says that there may be a session and of what kind, so that a first visit asks nothing, and another one only for what it
// may see. The cookie itself cannot be read by scripts.
const hint = 'signed-in'
type Kind = 'operator' | 'workspace'

/** Undefined: nobody was signed in here. */
export const expectedKind = (): Kind | undefined =>
  stored(hint) === null ? undefined : stored(hint) === 'operator' ? 'operator' : 'workspace'

export const sessionQuery = { queryKey: sessionKey, queryFn: loadSession, staleTime: 60_000 }

/** Who is signed in; null: nobody, or the session has ended. */
export function useSession(isEnabled: boolean) {
  return useQuery<Session | null>({ ...sessionQuery, enabled: isEnabled })
}

async function loadSession(): Promise<Session | null> {
  if (stored(hint) === null) return null
  try {
    const session = await client.sessions.current()
    arrive(session)
    return session
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
  queries.setQueryData(sessionKey, null)
  leave()
}

function remember(session: Session): void {
  arrive(session)
  queries.setQueryData(sessionKey, session)
  forgetLoaded()
}

/** Whose session it was last, though it may have ended. */
let owner: string | undefined
const leaving = new Set<() => void>()

/** Calls back once the one who was signed in signs out, or somebody else signs in. A session that expires is neither. */
export function onLeave(drop: () => void): void {
  leaving.add(drop)
}

function arrive(session: Session): void {
  store(hint, kindOf(session))
  const { id } = session.actor
  // In this tab, or in another one of the browser.
  if (owner !== undefined && owner !== id) leave()
  owner = id
}

function leave(): void {
  owner = undefined
  for (const drop of leaving) drop()
  forgetLoaded()
}

/** Nothing that another session has loaded stays. The session's own query is followed, and must not be removed. */
const forgetLoaded = () => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })

const kindOf = (session: Session): Kind => (isOperator(session) ? 'operator' : 'workspace')

/** True for an operator: a session without a workspace of its own. */
export const isOperator = ({ workspace_id }: Session): boolean => workspace_id === null
