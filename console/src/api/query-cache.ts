import { QueryCache, QueryClient } from '@tanstack/query-core'
import { AuthenticationError } from './sdk.ts'

export const sessionKey = ['session'] as const

/** What the pages have loaded. The SDK repeats failed calls itself. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (err) => endWithSession(err) }),
  defaultOptions: { queries: { retry: false, networkMode: 'always', staleTime: 2_000 } },
})
queries.mount()

/** A call that is refused for want of a session shows the sign-in page. */
export function endWithSession(err: unknown): void {
  if (err instanceof AuthenticationError) queries.setQueryData(sessionKey, null)
}

/** Loads again what stands below these words: ['workspaces'] for every list and object of them. */
export const reload = (...key: readonly string[]): Promise<void> => queries.invalidateQueries({ queryKey: key })
