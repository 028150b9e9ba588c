import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../../errors.ts'
import type { OperationFacts } from '../../operation/operation.ts'
import type { Shape } from '../../operation/view.ts'
import { publicUrl } from '../answer/public-url.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest, PreparedRequest } from '../context/request-context.ts'
import { parseFilters } from './list/parse-filters.ts'
import { parseListQuery } from './list/parse-list-query.ts'

/** Checks query and body against the record, and keeps the options of the response and the function to run. */
export function checkSchema(request: AuthorizedRequest, { config }: Gateway): asserts request is PreparedRequest {
  const { query, operation, json } = request
  request.shape = parseShape(query, operation, () => publicUrl(request, config))
  request.prepared = operation.prepare(json)
}

const noList: ListQuery = { page: 0, perPage: 0, filters: [], sort: [] }

/** Checks the whole query against the record. `url` returns the URL of the request. */
function parseShape(query: URLSearchParams, operation: OperationFacts, url: () => URL): Shape {
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
  if (list !== undefined) add('per_page', 'sort', ...Object.keys(list.filters))
  if (list !== undefined && list.isCursorOnly !== true) add('page')
  add(...Object.keys(query))
  if (list?.isAppendOnly || list?.isCursorOnly) add('cursor')
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

/** Checks that every parameter is allowed, is sent once, and has only characters that can be stored. */
export function checkQuery(query: URLSearchParams, allowed: ReadonlySet<string>): void {
  // NOTE: no plain object: a parameter may be called "__proto__".
  const details = new Map<string, string[]>()
  const refuse = (name: string, sentence: string) => details.set(name.slice(0, 100), [sentence])
  const seen = new Set<string>()
  for (const [name, value] of query) {
    if (!allowed.has(name)) refuse(name, 'This operation does not support the parameter.')
    else if (seen.has(name)) refuse(name, onceSentence(name))
    else if (value.includes('\0')) refuse(name, 'The parameter contains a character that is not allowed.')
    seen.add(name)
  }
  if (details.size > 0) throw fail.parameter(Object.fromEntries(details))
}

const ofSeveralValues = new Set(['fields', 'include', 'sort'])
// Many HTTP libraries send a list as a parameter for each value.
const onceSentence = (name: string): string =>
  `The parameter must be sent only once${ofSeveralValues.has(name) ? '. Separate its values with commas: `a,b`' : ''}.`

/** Parses "a,b" as a set of allowed words. Returns undefined without the parameter. */
function parseChoices(
  parameter: string,
  value: string | null,
  allowed: readonly string[],
): ReadonlySet<string> | undefined {
  if (value === null) return undefined
  const words = value.split(',').map((word) => word.trim())
  const unknown = words.filter((word) => !allowed.includes(word))
  if (unknown.length > 0) {
    const choice = allowed.length === 0 ? 'this operation takes no values here' : `choose from ${allowed.join(', ')}`
    throw fail.parameter({ [parameter]: [`${quote(unknown)} is not supported: ${choice}.`] })
  }
  return new Set(words)
}

const quote = (words: readonly string[]): string => words.map((word) => JSON.stringify(word.slice(0, 100))).join(', ')
