import { fail } from '../errors.ts'
import type { Exchange } from './exchange.ts'

type ContextSource = Pick<Exchange, 'req' | 'query' | 'operation'>
const noQuery = new URLSearchParams()

export interface ContextNames {
  workspace: string | undefined
  namespace: string | undefined
}

/** What the caller named, by header or query; both may be given when they say the same. */
export function contextNames({ req, query, operation }: ContextSource): ContextNames {
  // Where a list filters by workspace, its query names no context (api.md §9).
  const isFilter = operation?.list?.filters['workspace_id'] !== undefined
  return {
    workspace: named('workspace_id', req.headersDistinct['x-workspace-id'], isFilter ? noQuery : query),
    namespace: named('namespace_id', req.headersDistinct['x-namespace-id'], query),
  }
}

/** Could it be an id, a slug or a uuid? What could not names nothing. */
export const isName = (text: string): boolean => /^[A-Za-z0-9_-]{1,128}$/.test(text)

function named(field: string, headers: readonly string[] | undefined, query: URLSearchParams): string | undefined {
  const given = new Set([...(headers ?? []), ...query.getAll(field)])
  const [name] = given
  if (given.size > 1) throw fail.contextConflict(field)
  if (name === '') throw fail.parameter({ [field]: ['This must name something.'] })
  if (name !== undefined && !isName(name)) throw fail.notFound()
  return name
}
