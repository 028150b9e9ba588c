import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { OperationFacts } from '../../operation/operation.ts'
import type { Shape } from '../../operation/view.ts'
import { checkQuery } from '../query.ts'
import { parseChoices } from '../list/parse-choices.ts'
import { parseFilters } from './list/parse-filters.ts'
import { parseListQuery } from './list/parse-list-query.ts'

const noList: ListQuery = { page: 0, perPage: 0, filters: [], sort: [] }

/** Checks a request's whole query against its record. `url` gives the request's own. */
export function parseShape(query: URLSearchParams, operation: OperationFacts, url: () => URL): Shape {
  if (query.size > 0) checkQuery(query, allowedOf(operation))
  const { list, includes = [], query: asked = {} } = operation
  return {
    fields: parseChoices('fields', query.get('fields'), Object.keys(rowOf(query, operation)?.shape ?? {})),
    includes: parseChoices('include', query.get('include'), includes) ?? new Set(),
    list: list === undefined ? { ...noList, filters: parseFilters(query, asked) } : parseListQuery(query, list),
    isAppendOnly: list?.isAppendOnly ?? false,
    link: (changes) => linkOf(url(), changes),
  }
}

function rowOf(query: URLSearchParams, { list, output }: OperationFacts): OperationFacts['output'] {
  const { otherRows } = list ?? {}
  return otherRows !== undefined && query.has(otherRows.filter) ? otherRows.output : output
}

function allowedOf({ method, output, list, query = {} }: OperationFacts): ReadonlySet<string> {
  const allowed = new Set(['workspace_id', 'namespace_id'])
  const add = (...names: string[]) => names.forEach((name) => void allowed.add(name))
  if (method === 'GET' && output !== undefined) add('fields', 'include')
  if (list !== undefined) add('page', 'per_page', 'sort', ...Object.keys(list.filters))
  add(...Object.keys(query))
  if (list?.isAppendOnly) add('cursor')
  return allowed
}

function linkOf(url: URL, changes: Readonly<Record<string, string | undefined>>): string {
  const link = new URL(url)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) link.searchParams.delete(name)
    else link.searchParams.set(name, value)
  }
  return link.toString()
}
