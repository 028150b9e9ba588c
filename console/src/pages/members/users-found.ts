import type { SearchResult } from '../../api/sdk.ts'

// GET /search answers no more, and names users after workspaces and namespaces.
const resultsMax = 20

/** The users among the results of a search; undefined where the results are full without one: there may be some all the same. */
export function usersFound(results: readonly SearchResult[]): SearchResult[] | undefined {
  const users = results.filter(({ type }) => type === 'user')
  return users.length === 0 && results.length >= resultsMax ? undefined : users
}
