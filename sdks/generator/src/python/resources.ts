import type { Field, Model, NamedSchema, Operation, Resource } from '../model.ts'
import { pascal, snake } from '../naming.ts'
import { answerType, namesIn, namesInAnswer } from '../reach.ts'
import { inputName } from './inputs.ts'
import { call, constant, docstring, identifier, text } from './names.ts'
import { inputType, kind, outputType } from './types.ts'

/** One of the two forms of a method: the template is the same. */
interface Form {
  prefix: '' | 'Async'
  def: 'def' | 'async def'
  wait: '' | 'await '
}

const forms: readonly Form[] = [
  { prefix: '', def: 'def', wait: '' },
  { prefix: 'Async', def: 'async def', wait: 'await ' },
]
// `all` sets them itself.
const paging = ['page', 'cursor']
const reserved = ['self', 'options']

/** resources/api_keys.py: the operations of one resource, for both clients. */
export function resourceModule(resource: Resource, model: Model): string {
  const { operations } = resource
  const kinds = operations.map((operation) => kindOf(operation))
  const kindNames = ['ListOf', 'MapOf', 'OneOf'].filter((name) => kinds.some((one) => one.includes(`${name}(`)))
  const classes = forms.map(
    (form) =>
      `\n\nclass ${form.prefix}${pascal(resource.name)}Resource(Resource):\n${docstring([resource.description], '    ')}${operations
        .map((operation) => method(operation, form))
        .join('')}`,
  )
  const types = typeImports(operations, model, classes.join(''))
  return `from __future__ import annotations

from typing import TYPE_CHECKING

${kindNames.length === 0 ? '' : `from ..._answer import ${kindNames.join(', ')}\n`}from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
${types}
${operations.map(record).join('')}${classes.join('')}`
}

function typeImports(operations: readonly Operation[], model: Model, body: string): string {
  const schemas = new Map(model.schemas.map((schema) => [schema.name, schema]))
  const outputs = new Set(operations.flatMap(namesInAnswer))
  const inputs = new Set(
    operations.flatMap((operation) =>
      fieldsOf(operation)
        .flatMap(({ type }) => namesIn(type))
        .map((name) => inputName(schemas.get(name) as NamedSchema)),
    ),
  )
  const uses = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body))
  const lines: [string, readonly string[]][] = [
    ['collections.abc', uses(['AsyncIterator', 'Iterator', 'Mapping', 'Sequence'])],
    ['datetime', uses(['date', 'datetime'])],
    ['typing', uses(['Any', 'Literal'])],
    ['..._not_given', uses(['NotGiven'])],
    ['..._paging', uses(['AsyncPage', 'Page'])],
    ['..._response', uses(['Response'])],
    ['..._settings', uses(['CallOptions'])],
    ['..inputs', [...inputs].sort()],
    ['..models', [...outputs].sort()],
  ]
  return lines
    .filter(([, names]) => names.length > 0)
    .map(([from, names]) =>
      call(`from ${from} import `, names, '', '    ').replace(
        /^( {4}from \S+ import )\n([\s\S]*)\n {4}\n$/,
        '$1(\n$2\n    )\n',
      ),
    )
    .join('')
}

function record(operation: Operation): string {
  const { answer, body, query } = operation
  const parts = [
    text(operation.id),
    text(operation.method),
    text(operation.path),
    ...(answer.kind === 'none' ? [] : [text(answer.kind), kindOf(operation)]),
    ...(query.length === 0 ? [] : [`query=(${query.map(({ name }) => text(name)).join(', ')},)`]),
    ...(answer.kind === 'page' && answer.hasCursor ? ['cursor=True'] : []),
    ...(body?.isRequired ? ['body=True'] : []),
  ]
  return call(`_${constant(operation.name)} = Operation(`, parts, ')', '')
}

const kindOf = (operation: Operation): string => {
  const type = answerType(operation)
  return type === undefined ? 'None' : kind(type)
}

const fieldsOf = ({ body, query }: Operation): Field[] => [...(body?.fields ?? []), ...query]

function method(operation: Operation, form: Form): string {
  const { answer } = operation
  if (answer.kind === 'lines')
    return definition(operation, form, {
      name: identifier(snake(operation.name)),
      def: 'def',
      result: `${form.prefix}Iterator[str]`,
      fields: fieldsOf(operation),
      run: 'self._client._lines',
      doc: docOf(operation),
    })
  const type = answerType(operation)
  const item = type === undefined ? 'Response' : outputType(type)
  const result = answer.kind === 'page' ? `${form.prefix}Page[${item}]` : item
  const one = definition(operation, form, {
    name: identifier(snake(operation.name)),
    def: form.def,
    result,
    fields: fieldsOf(operation),
    run: `${form.wait}self._client._call`,
    doc: docOf(operation),
  })
  if (answer.kind !== 'page') return one
  return (
    one +
    definition(operation, form, {
      name: snake(operation.name.replace(/^list/, 'all')),
      def: 'def',
      result: `${form.prefix}Iterator[${item}]`,
      fields: fieldsOf(operation).filter(({ name }) => !paging.includes(name)),
      run: 'self._client._all',
      doc: [
        'Everything of the list, fetched 100 at a time while you iterate.',
        answer.hasCursor
          ? 'It goes by cursor: rows made meanwhile disturb nothing.'
          : 'Rows made meanwhile are not seen twice. If you delete rows while you iterate, others move up and are\n        missed: make a list() of it first.',
      ],
    })
  )
}

interface Definition {
  name: string
  def: string
  result: string
  fields: readonly Field[]
  run: string
  doc: readonly string[]
}

function definition(operation: Operation, _: Form, { name, def, result, fields, run, doc }: Definition): string {
  const ids = operation.pathParameters.map(identifier)
  const names = [...ids, ...fields.map((field) => identifier(field.name))]
  const wrong = names.find((one, at) => names.indexOf(one) !== at || reserved.includes(one))
  if (wrong !== undefined) throw new Error(`${operation.id} cannot have two parameters ${wrong}`)
  const needed = fields.filter(({ isRequired }) => isRequired)
  const others = fields.filter(({ isRequired }) => !isRequired)
  const parameters = [
    'self',
    ...ids.map((id) => `${id}: str`),
    '*',
    ...needed.map((field) => `${identifier(field.name)}: ${inputType(field.type)}`),
    ...others.map((field) => `${identifier(field.name)}: ${inputType(field.type)} | NotGiven = NOT_GIVEN`),
    'options: CallOptions | None = None',
  ]
  const given = fields.map((field) => `${text(field.name)}: ${identifier(field.name)}`)
  const idTuple = ids.length === 0 ? '()' : `(${ids.join(', ')}${ids.length === 1 ? ',' : ''})`
  const fieldsText =
    given.length === 0 ? '{}' : `{\n${given.map((entry) => `            ${entry},\n`).join('')}        }`
  return [
    '\n',
    call(`${def} ${name}(`, parameters, `) -> ${result}:`, '    '),
    docstring(doc, '        '),
    `        answer: ${result} = ${run}(_${constant(operation.name)}, ${idTuple}, ${fieldsText}, options)\n`,
    '        return answer\n',
  ].join('')
}

function docOf(operation: Operation): string[] {
  const { summary, description, isDeprecated, includes } = operation
  const sentence = (line: string) => (/[.!?]$/.test(line) ? line : `${line}.`)
  const paragraphs = [
    ...(description === '' || description === summary ? [] : description.split('\n\n')),
    ...(isDeprecated ? ['Deprecated.'] : []),
    ...(includes.length === 0 ? [] : [`Fields of include raise NotIncluded unless asked for: ${includes.join(', ')}.`]),
  ].map((paragraph) => sentence(paragraph.replaceAll('\n', ' ')))
  const fields = fieldsOf(operation)
    .filter((field) => field.description !== undefined)
    .map((field) => `${identifier(field.name)}: ${field.description?.replaceAll('\n', ' ')}`)
  const parts = [...paragraphs.map((paragraph) => [paragraph]), ...(fields.length === 0 ? [] : [fields])]
  return [sentence(summary), ...parts.flatMap((part, at) => (at === 0 ? part : ['', ...part]))]
}
