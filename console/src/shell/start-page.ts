import { basePath } from '../api/address.ts'
import { queries } from '../api/query-cache.ts'
import { sessionQuery } from '../api/session.ts'
import { expectedKind } from '../api/signed-in.ts'
import { preload } from './lazy-page.tsx'
import { isPathOf } from './page-path.ts'
import { pages } from './pages.ts'

/**
 * For somebody who was signed in: asks for the session, and at once for the file and the first data of the page that the
 * address names. Nothing of it is shown before the session is known (app.tsx); a sign-in throws the data away.
 */
export function startPage(): void {
  const kind = expectedKind()
  if (kind === undefined) return
  void queries.prefetchQuery(sessionQuery)
  const path = location.pathname.slice(basePath.length) || '/'
  const entry = pages.find((page) => isPathOf(page.path, path))
  if (entry === undefined) return
  // A file that is missing is said by the page.
  preload(entry).catch(() => undefined)
  if (kind !== 'operator') return
  for (const query of entry.operatorQueries?.() ?? []) void queries.prefetchQuery(query)
}
