import { apiUrl, basePath } from './address.ts'
import { client } from './client.ts'
import { endSession, forgetExpiry, queries, reload, sessionKey } from './query-cache.ts'
import { AuthenticationError, Client, type Session } from './sdk.ts'
import { expectedKind, expectKind } from './signed-in.ts'
import { useQuery } from './use-query.ts'

export const sessionQuery = { queryKey: sessionKey, queryFn: loadSession, staleTime: 60_000 }

/** The session of this browser; null: it is not signed in, or the session has ended. */
export function useSession(isEnabled: boolean) {
  return useQuery<Session | null>({ ...sessionQuery, enabled: isEnabled })
}

async function loadSession(): Promise<Session | null> {
  if (expectedKind() === undefined) return null
  try {
    const session = await client.sessions.current()
    arrive(session)
    return session
  } catch (err) {
    // The cache makes null of it (query-cache.ts).
    if (err instanceof AuthenticationError) expectKind(undefined)
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
  expectKind(undefined)
  forgetExpiry()
  queries.setQueryData(sessionKey, null)
  leave()
  otherTabs?.postMessage('signed-out')
}

/** The console's tabs in this browser, which share a session; undefined: this tab does not hear them. */
let otherTabs: BroadcastChannel | undefined
let isEndedElsewhere = false

/** True if the last session ended because somebody signed out in another tab. */
export const wasSignedOutElsewhere = (): boolean => isEndedElsewhere

/** From now on a sign-out in another tab ends the session here. */
export function followOtherTabs(): void {
  try {
    otherTabs = new BroadcastChannel(`plinth${basePath}`)
  } catch {
    // Storage is blocked: the next call ends the session.
    return
  }
  otherTabs.onmessage = () => {
    if (queries.getQueryData<Session | null>(sessionKey) == null) return
    isEndedElsewhere = true
    // A tab that was frozen hears of it late: somebody may have signed in again.
    if (expectedKind() === undefined) endSession()
    else void reload(...sessionKey)
  }
}

function remember(session: Session): void {
  arrive(session, true)
  queries.setQueryData(sessionKey, session)
}

/** Whose session it was last, though it may have ended. */
let owner: string | undefined
const leaving = new Set<() => void>()

/** Calls back once the one who was signed in signs out, or somebody else signs in. A session that expires is neither. */
export function onLeave(drop: () => void): void {
  leaving.add(drop)
}

/** `isNew`: made just now; it may see less than the one before, also if its owner is the same. */
function arrive(session: Session, isNew = false): void {
  expectKind(isOperator(session) ? 'operator' : 'workspace')
  const { id } = session.actor
  // In this tab, or in another one of the browser.
  if (owner !== undefined && owner !== id) leave()
  else if (isNew) forgetLoaded()
  owner = id
  isEndedElsewhere = false
  forgetExpiry()
}

function leave(): void {
  owner = undefined
  for (const drop of leaving) drop()
  forgetLoaded()
}

/** Nothing that another session has loaded stays. The session's own query is followed, and must not be removed. */
const forgetLoaded = () => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })

/** True for an operator: a session without a workspace of its own. */
export const isOperator = ({ workspace_id }: Session): boolean => workspace_id === null
