import type { Field, Operation, Resource, Type } from '../model.ts'
import { camel, pascal } from '../naming.ts'
import { answerType } from '../reach.ts'
import { head } from './head.ts'
import { namesOf } from './schemas-file.ts'
import { comment, fieldLines, literal, typeText } from './type-text.ts'

export function resourceFile(resource: Resource): string {
  const { operations } = resource
  const params = operations.map(paramsInterface).filter((text) => text !== '')
  const methods = operations.flatMap((operation) =>
    operation.answer.kind === 'page' ? [method(operation), allMethod(operation)] : [method(operation)],
  )
  const code = `${params.join('\n')}${params.length > 0 ? '\n' : ''}${comment(resource.description)}export class ${pascal(resource.name)}Resource extends Resource {
${methods.join('\n')}}
`
  return `${head}${imports(operations, code)}\n${code}`
}

function imports(operations: readonly Operation[], code: string): string {
  const uncommented = code.replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  const used = (names: readonly string[]) =>
    [...new Set(names)].filter((name) => new RegExp(`\\b${name}\\b`).test(uncommented)).sort()
  const from = (file: string, names: readonly string[]) =>
    names.length === 0 ? '' : `import type { ${names.join(', ')} } from '${file}'\n`
  return [
    from('../../answer-type.ts', used(['Answer', 'When'])),
    "import { path } from '../../call/request-text.ts'\n",
    from('../../options.ts', used(['CallOptions', 'ChangeOptions', 'ReadOptions'])),
    from('../../page.ts', used(['Meta', 'NumberedMeta', 'Page'])),
    "import { Resource } from '../../resource.ts'\n",
    from('../../rows.ts', used(['Rows'])),
    from('../schemas.ts', used(operations.flatMap(namesOf))),
  ].join('')
}

const nameOfParams = ({ resource, name }: Operation) => `${pascal(resource)}${pascal(name)}Params`

/** The named fields of a call, unless they are a body's schema as it is. */
function paramsInterface(operation: Operation): string {
  const { query, body } = operation
  if (query.length === 0) return ''
  const base = body === undefined ? '' : ` extends ${body.schema}`
  return `export interface ${nameOfParams(operation)}${base} {\n${fieldLines(query, 'input')}}\n`
}

function method(operation: Operation): string {
  const { path, method: verb, query, answer } = operation
  const given = hasParams(operation) ? 'params' : 'undefined'
  // Of a GET and a DELETE, all that is given is in the query.
  const mayHaveBody = verb !== 'GET' && verb !== 'DELETE'
  const inQuery = mayHaveBody && query.length > 0 ? [`[${query.map(({ name }) => literal(name)).join(', ')}]`] : []
  const call =
    answer.kind === 'page'
      ? `this.page(${pathText(path)}, params, options)`
      : `this.${answer.kind}(${[literal(verb), pathText(path), given, 'options', ...inQuery].join(', ')})`
  const { generics, params, type, answered } = signature(operation)
  if (answer.kind === 'lines') {
    const result = 'AsyncGenerator<string, void, undefined>'
    const parts = { name: camel(operation.name), generics, ids: idsOf(operation), params }
    const lines = declaration({ ...parts, options: 'options?: CallOptions', result })
    return `${docOf(operation)}${lines} {\n    return this.lines(${pathText(path)}, ${given}, options)\n  }\n`
  }
  const promised = answer.kind === 'page' ? pageOf(operation, answered) : answered
  const name = camel(operation.name)
  const parts = { name, generics, ids: idsOf(operation) }
  const usual = declaration({
    ...parts,
    params,
    options: `options?: ${optionsOf(operation)}`,
    result: `Promise<${promised}>`,
  })
  const code = ` {\n    return ${call}\n  }\n`
  const doc = docOf(operation)
  if (!operation.takesIfNoneMatch) return doc + usual + code
  const conditional = declaration({
    ...parts,
    params: type === '' ? [] : [`params: ${inUnion(type)} | undefined`],
    options: 'options: ReadOptions & { ifNoneMatch: string }',
    result: `Promise<${promised} | undefined>`,
  })
  return `${doc}${conditional}\n${doc}${usual}\n${usual}${code}`
}

/** `all()` of a list: every row. */
function allMethod(operation: Operation): string {
  const { path, name, answer } = operation
  const { generics, params, answered } = signature(operation, (type) => `Omit<${type}, 'page' | 'cursor'>`)
  const first = answer.kind === 'page' && answer.hasCursor ? "{ cursor: '' }" : '{ page: 1 }'
  const all = declaration({
    name: camel(name.replace(/^list/, 'all')),
    generics,
    ids: idsOf(operation),
    params,
    options: 'options?: CallOptions',
    result: `Rows<${answered}>`,
  })
  return `  /** Every row of \`${camel(name)}\`, 100 a page. */\n${all} {\n    return this.rows(${pathText(path)}, params, options, ${first})\n  }\n`
}

interface Declared {
  name: string
  generics: readonly string[]
  ids: readonly string[]
  params: readonly string[]
  options: string
  result: string
}

/** In one line, or a line for each part. */
function declaration({ name, generics, ids, params, options, result }: Declared): string {
  const parts = [...ids, ...params, options]
  const line = `  ${name}${generics.length > 0 ? `<${generics.join(', ')}>` : ''}(${parts.join(', ')}): ${result}`
  if (line.length <= 110) return line
  const listed = (texts: readonly string[]) => `\n${texts.map((text) => `    ${text},\n`).join('')}  `
  return `  ${name}${generics.length > 0 ? `<${listed(generics)}>` : ''}(${listed(parts)}): ${result}`
}

const hasParams = ({ query, body }: Operation) => query.length > 0 || body !== undefined

const idsOf = ({ pathParameters }: Operation) => pathParameters.map((name) => `${camel(name)}: string`)

const pathText = (path: string) => `path\`${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `\${${camel(name)}}`)}\``

const optionsOf = ({ takesIfMatch }: Operation) => (takesIfMatch ? 'ChangeOptions' : 'CallOptions')

const pageOf = ({ answer }: Operation, row: string) =>
  `Page<${row}, ${answer.kind === 'page' && answer.hasCursor ? 'Meta' : 'NumberedMeta'}>`

/** Types by which `include`, `fields` and a choosing parameter reach the answer. `wrap`: what is made of the fields' type. */
function signature(operation: Operation, wrap = (type: string) => type) {
  const { query, body } = operation
  const answered = answerType(operation)
  const named = query.length > 0 ? nameOfParams(operation) : (body?.schema ?? '')
  const choice = operation.answerBy
  const followed = [
    { name: 'include', letter: 'I' },
    { name: 'fields', letter: 'F' },
    ...(choice === undefined ? [] : [{ name: choice.parameter, letter: 'C' }]),
  ].filter(({ name }) => query.some((field) => field.name === name))
  const exact = followed.map(({ name, letter }) => `${name}?: ${letter}`).join('; ')
  const type = named === '' ? '' : wrap(named) + (exact === '' ? '' : ` & { ${exact} }`)
  const isNeeded = body?.isRequired === true || query.some((field) => field.isRequired)
  return {
    generics: followed.map(({ name, letter }) => `const ${letter} extends ${named}['${name}'] = undefined`),
    type,
    params: type === '' ? [] : [`params${isNeeded ? '' : '?'}: ${type}`],
    answered: answered === undefined ? 'void' : answerText(answered, operation, query),
  }
}

const inUnion = (type: string) => (type.includes(' ') ? `(${type})` : type)

function answerText(type: Type, { answerBy, includes }: Operation, query: readonly Field[]): string {
  const whole = answerBy === undefined ? typeText(type, 'output') : whenText(answerBy, query)
  if (!query.some(({ name }) => name === 'fields')) return whole
  return `Answer<${whole}, ${includes.length > 0 ? 'I' : 'undefined'}, F>`
}

function whenText({ parameter, set, otherwise }: NonNullable<Operation['answerBy']>, query: readonly Field[]): string {
  const yes = query.find(({ name }) => name === parameter)?.type.kind === 'boolean' ? 'true' : 'string'
  // An answer without data is undefined.
  const no = otherwise.kind === 'null' ? 'undefined' : typeText(otherwise, 'output')
  return `When<C, ${yes}, ${typeText(set, 'output')}, ${no}>`
}

function docOf({ summary, description, isDeprecated }: Operation): string {
  const deprecated = isDeprecated ? '\n@deprecated' : ''
  const text = [summary.replace(/([^.])$/, '$1.'), description]
    .filter((part) => part !== '')
    .join(description.includes('\n') ? '\n\n' : ' ')
  return comment(text + deprecated, '  ')
}
