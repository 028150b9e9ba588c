import { fail } from '../../errors.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

type ContextSource = Pick<ReceivedRequest, 'req' | 'query' | 'operation'>
const noQuery = new URLSearchParams()

export interface ContextNames {
  workspace: string | undefined
  namespace: string | undefined
}

/** Returns the names from the header or the query; both may be sent if they are the same. */
export function contextNames({ req, query, operation }: ContextSource): ContextNames {
  const filters = operation?.list?.filters ?? {}
  // If a list filters by workspace, its query names no context (api.md §9), except for paid_by, which is the context.
  const field = filters['paid_by'] === undefined ? 'workspace_id' : 'paid_by'
  const isFilter = field === 'workspace_id' && filters['workspace_id'] !== undefined
  return {
    workspace: named(field, given(req, 'x-workspace-id'), isFilter ? noQuery : query),
    namespace: named('namespace_id', given(req, 'x-namespace-id'), query),
  }
}

/** Returns true if the text can be an ID, a slug or a UUID; any other text names nothing. */
export const isName = (text: string): boolean => /^[A-Za-z0-9_-]{1,128}$/.test(text)

// The first read of headersDistinct sorts all headers anew, and most requests name nothing.
const given = (req: ReceivedRequest['req'], name: string): readonly string[] =>
  req.headers[name] === undefined ? [] : (req.headersDistinct[name] ?? [])

function named(field: string, headers: readonly string[], query: URLSearchParams): string | undefined {
  if (headers.length === 0 && query.size === 0) return undefined
  const names = new Set([...headers, ...query.getAll(field)])
  const [name] = names
  if (names.size > 1) throw fail.contextConflict(field)
  if (name === '') throw fail.parameter({ [field]: ['The value must not be empty.'] })
  if (name !== undefined && !isName(name)) throw fail.notFound()
  return name
}
