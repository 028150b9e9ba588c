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

let holders = 0
let hasEnded = false

/** A call that is refused for want of a session ends it. */
export function endWithSession(err: unknown): void {
  if (err instanceof AuthenticationError) endSession()
}

/** Shows the sign-in page, at once or when nothing is held any more. */
export function endSession(): void {
  if (holders > 0) hasEnded = true
  else queries.setQueryData(sessionKey, null)
}

/**
 * Keeps the page as it is, though the session ends, until the function that this returns is called. Then the session is asked
 * for: somebody may have signed in again in another tab.
 */
export function holdPage(): () => void {
  holders += 1
  return () => {
    holders -= 1
    if (holders > 0 || !hasEnded) return
    hasEnded = false
    void reload(...sessionKey)
  }
}

/** Loads again what stands below these words: ['workspaces'] for every list and object of them. */
export const reload = (...key: readonly string[]): Promise<void> => queries.invalidateQueries({ queryKey: key })
