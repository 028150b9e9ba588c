import type { oas31 } from 'zod-openapi'
import type { FilterSpec } from '../operation/list-spec.ts'
import type { OperationFacts } from '../operation/operation.ts'

type Parameter = oas31.ParameterObject

const inQuery = (name: string, description: string, schema: oas31.SchemaObject): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
})

/** Several of these words, with commas between. */
const wordsOf = (name: string, description: string, words: readonly string[]): Parameter => ({
  ...inQuery(name, description, { type: 'array', items: { type: 'string', enum: [...words] } }),
  style: 'form',
  explode: false,
})

/** fields, include, paging, sort and filters. */
export function listParameters({ method, output, includes = [], list, query = {} }: OperationFacts): Parameter[] {
  const isRead = method === 'GET' && output !== undefined
  return [
    ...(isRead ? [wordsOf('fields', 'Only these fields, and the id.', Object.keys(output.shape))] : []),
    ...(includes.length > 0 ? [wordsOf('include', 'What is shown besides.', includes)] : []),
    ...(list === undefined ? [] : pagingOf(list)),
    ...Object.entries(query).map(([name, spec]) => filterOf(name, spec)),
  ]
}

function pagingOf({ filters, sorts, isAppendOnly }: NonNullable<OperationFacts['list']>): Parameter[] {
  const sortWords = sorts.flatMap((field) => [field, `-${field}`])
  return [
    inQuery('page', 'Which page, from 1.', { type: 'integer', minimum: 1, default: 1 }),
    inQuery('per_page', 'Entries on a page; above 100 counts as 100.', { type: 'integer', minimum: 1, default: 15 }),
    ...(isAppendOnly === true
      ? [
          inQuery('cursor', 'Instead of `page`: `next_cursor` of the page before; empty for the first.', {
            type: 'string',
          }),
        ]
      : []),
    wordsOf('sort', 'By which fields, `-` in front for descending; newest first by default.', sortWords),
    ...Object.entries(filters).map(([name, spec]) => filterOf(name, spec)),
  ]
}

function filterOf(name: string, spec: FilterSpec): Parameter {
  return inQuery(name, spec.description ?? textOf(name, spec), schemaOf(spec))
}

function textOf(name: string, spec: FilterSpec): string {
  if (spec.kind === 'search') return 'Only those whose text fields hold this, whatever its case.'
  if (spec.kind === 'boolean') return `Only those with this ${name}; 1 and 0 are taken too.`
  if (spec.kind !== 'time') return `Only those with this ${name}.`
  return `Only those whose ${spec.field} is this or ${spec.bound === 'after' ? 'later' : 'earlier'}.`
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
    case 'time':
      return {
        anyOf: [
          { type: 'string', format: 'date-time' },
          { type: 'string', format: 'date' },
        ],
      }
  }
}
