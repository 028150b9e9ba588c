import type { oas31 } from 'zod-openapi'
import type { FilterSpec } from '../operation/list-spec.ts'
import type { OperationFacts } from '../operation/operation.ts'

type Parameter = oas31.ParameterObject

// No examples of what may be left out: the reference would send them when a reader tries an operation.
export const inQuery = (name: string, description: string, schema: oas31.SchemaObject) =>
  ({ name, in: 'query', description, schema }) satisfies Parameter

/** A parameter with several of these words, comma-separated. */
const wordsOf = (name: string, description: string, words: readonly string[]): Parameter => ({
  ...inQuery(name, description, { type: 'array', items: { type: 'string', enum: [...words] } }),
  style: 'form',
  explode: false,
})

/** Returns the parameters fields, include, paging, sort and filters. */
export function listParameters({ method, output, includes = [], list, query = {} }: OperationFacts): Parameter[] {
  const isRead = method === 'GET' && output !== undefined
  return [
    ...(isRead ? [wordsOf('fields', 'Returns only these fields, and the ID.', Object.keys(output.shape))] : []),
    ...(includes.length > 0 ? [wordsOf('include', 'Related data to include.', includes)] : []),
    ...(list === undefined ? [] : pagingOf(list)),
    ...Object.entries(query).map(([name, spec]) => filterOf(name, spec)),
  ]
}

function pagingOf({ filters, sorts, isAppendOnly, isCursorOnly }: NonNullable<OperationFacts['list']>): Parameter[] {
  const sortWords = sorts.flatMap((field) => [field, `-${field}`])
  const ofCursor = isCursorOnly === true ? '' : 'Replaces `page`: '
  // Clients may send a default of the document, and a page beside a cursor is refused.
  const page: oas31.SchemaObject = { type: 'integer', minimum: 1, ...(isAppendOnly === true ? {} : { default: 1 }) }
  return [
    ...(isCursorOnly === true ? [] : [inQuery('page', 'Page number, from 1.', page)]),
    inQuery('per_page', 'Entries per page. Values above 100 count as 100.', {
      type: 'integer',
      minimum: 1,
      default: 15,
    }),
    ...(isAppendOnly === true || isCursorOnly === true
      ? [
          inQuery('cursor', `${ofCursor}\`next_cursor\` of the previous page, or empty for the first page.`, {
            type: 'string',
          }),
        ]
      : []),
    wordsOf('sort', 'Sort fields, with `-` in front for descending order. Default: newest first.', sortWords),
    ...Object.entries(filters).map(([name, spec]) => filterOf(name, spec)),
  ]
}

function filterOf(name: string, spec: FilterSpec): Parameter {
  const parameter = inQuery(name, spec.description ?? textOf(name, spec), schemaOf(spec))
  return spec.required === undefined ? parameter : { ...parameter, required: true, example: spec.required.example }
}

function textOf(name: string, spec: FilterSpec): string {
  if (spec.kind === 'search') return 'Returns only entries whose text fields contain this text, ignoring case.'
  if (spec.kind === 'boolean') return `Returns only entries with this ${name}. 1 and 0 are accepted too.`
  if (spec.kind !== 'time') return `Returns only entries with this ${name}.`
  return `Returns only entries whose ${spec.field} is at this time or ${spec.bound === 'after' ? 'later' : 'earlier'}.`
}

function schemaOf(spec: FilterSpec): oas31.SchemaObject {
  switch (spec.kind) {
    case 'text':
    case 'search':
      return { type: 'string', maxLength: 500 }
    case 'boolean':
      return { type: 'boolean' }
    case 'choice':
      return { type: 'string', enum: [...spec.words] }
    case 'integer':
      return { type: 'integer', minimum: spec.least, maximum: spec.most }
    case 'time':
      return {
        anyOf: [
          { type: 'string', format: 'date-time' },
          { type: 'string', format: 'date' },
        ],
      }
  }
}
