import { QueryCache, QueryClient } from '@tanstack/query-core'
import { AuthenticationError } from './sdk.ts'

export const sessionKey = ['session'] as const

/** Answers that the pages have loaded. The SDK repeats failed calls itself. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (err) => endWithSession(err) }),
  defaultOptions: {
    queries: {
      retry: false,
      networkMode: 'always',
      staleTime: 2_000,
      // The page behind an open dialog stays as it was when the dialog opened.
      refetchOnWindowFocus: () => document.querySelector('dialog[open]') === null,
    },
  },
})
queries.mount()

/** How many hold the page: against every end of the session, and against every one but a sign-out. */
const holders = { always: 0, unlessSignedOut: 0 }
let hasEnded = false
let hasExpired = false

/** A call that is refused for want of a session ends it. */
export function endWithSession(err: unknown): void {
  if (!(err instanceof AuthenticationError)) return
  hasExpired ||= queries.getQueryData(sessionKey) !== null
  end(holders.always + holders.unlessSignedOut)
}

/** A sign-out. Shows the sign-in page, at once or when nothing is held any more. */
export function endSession(): void {
  forgetExpiry()
  end(holders.always)
}

function end(holding: number): void {
  if (holding > 0) hasEnded = true
  else queries.setQueryData(sessionKey, null)
}

/** True if the last session has ended, and its user has not signed out. */
export const isSessionExpired = (): boolean => hasExpired

/** A session that begins, or that its user has ended, is not an expired one. */
export function forgetExpiry(): void {
  hasExpired = false
}

/**
 * Keeps the page as it is, though the session ends, until the function that this returns is called. Then the session is asked
 * for: somebody may have signed in again in another tab.
 */
export function holdPage(against: keyof typeof holders = 'always'): () => void {
  holders[against] += 1
  return () => {
    holders[against] -= 1
    if (holders.always + holders.unlessSignedOut > 0 || !hasEnded) return
    hasEnded = false
    void reload(...sessionKey)
  }
}

/** Loads again what stands below these words: ['workspaces'] for every list and object of them. */
export const reload = (...key: readonly string[]): Promise<void> => queries.invalidateQueries({ queryKey: key })
