import type { Model, Operation, Resource, Type } from '../model.ts'
import { camel, pascal } from '../naming.ts'
import { answerType, hasReservations, namesIn } from '../reach.ts'
import { mapPaths, parametersName, shapeLines } from './shapes.ts'
import { className, docBlock, phpFile, phpList, phpString } from './text.ts'
import { resolved, type Schemas } from './types.ts'

/** The class with the operations of a resource. */
export function resourceFile({ names }: Model, resource: Resource, schemas: Schemas): [path: string, text: string] {
  const namespace = names.phpNamespace
  const name = className(pascal(resource.name))
  const trait = hasReservations(resource) ? 'WithReservation' : undefined
  const answers = resource.operations.flatMap((operation) => {
    const type = answerType(operation)
    return type === undefined ? [] : classesOf(type, schemas)
  })
  const uses = [
    `${namespace}\\CallOptions`,
    `${namespace}\\Internal\\Operation`,
    `${namespace}\\Internal\\Resource`,
    ...(answers.length > 0 ? [`${namespace}\\Gen\\Model`] : []),
    ...(resource.operations.some(({ answer }) => answer.kind === 'page') ? [`${namespace}\\Page`] : []),
    ...(trait === undefined ? [] : [`${namespace}\\${trait}`]),
  ]
  const lines = [
    ...docBlock([
      resource.description,
      '',
      '@phpstan-import-type CallOptionsArray from CallOptions',
      ...shapeLines(resource, schemas),
    ]),
    `final class ${name} extends Resource`,
    '{',
    ...(trait === undefined ? [] : [`    use ${trait};`, '']),
    ...resource.operations.flatMap((operation, index) => [...(index > 0 ? [''] : []), ...methods(operation, schemas)]),
    '}',
  ]
  return [`Resource/${name}.php`, phpFile(`${namespace}\\Gen\\Resource`, uses, lines)]
}

/** The classes of the objects in a type: one, or those of a union. */
const classesOf = (type: Type, schemas: Schemas) => [
  ...new Set(namesIn(resolved(type, schemas)).map((name) => `Model\\${className(name)}`)),
]

function methods(operation: Operation, schemas: Schemas): string[] {
  const { answer } = operation
  const type = answerType(operation)
  if (answer.kind === 'lines') {
    const returned = { returns: '\\Generator', documented: '\\Generator<int, string>', call: 'lines' }
    return method(operation, schemas, { name: camel(operation.name), ...returned })
  }
  if (type === undefined)
    return method(operation, schemas, { name: camel(operation.name), returns: 'void', call: 'nothing' })
  const classes = classesOf(type, schemas)
  if (classes.length === 0) throw new Error(`${operation.id}: PHP has no way for an answer that is no object`)
  const made = classes.length === 1 ? `${classes[0]}::class` : `[${classes.map((one) => `${one}::class`).join(', ')}]`
  const either = classes.join('|')
  if (answer.kind === 'page') {
    const all = { name: operation.name === 'list' ? 'all' : `all${pascal(operation.name.replace(/^list-?/, ''))}` }
    return [
      ...method(operation, schemas, {
        name: camel(operation.name),
        returns: 'Page',
        documented: `Page<${either}>`,
        call: 'page',
        made,
      }),
      '',
      ...method(operation, schemas, {
        ...all,
        returns: '\\Generator',
        documented: `\\Generator<int, ${either}>`,
        call: 'every',
        made,
        isAll: true,
      }),
    ]
  }
  const last = answer.kind === 'bare' ? ', true' : ''
  const { answerBy } = operation
  if (answerBy !== undefined && !operation.takesIfNoneMatch) {
    const [set = '', otherwise = 'null'] = [answerBy.set, answerBy.otherwise].map((one) => classesOf(one, schemas)[0])
    const documented = `($parameters is array{${answerBy.parameter}: true, ...} ? ${set} : ${otherwise})`
    const mayBeNull = answerBy.otherwise.kind === 'null'
    const returned = { returns: mayBeNull ? `?${either}` : either, call: mayBeNull ? 'read' : 'one' }
    return method(operation, schemas, { name: camel(operation.name), ...returned, documented, made, last })
  }
  if (!operation.takesIfNoneMatch) {
    return method(operation, schemas, { name: camel(operation.name), returns: either, call: 'one', made, last })
  }
  const documented = `($options is array{ifNoneMatch: string, ...}|CallOptions ? ${either}|null : ${either})`
  const returns = classes.length === 1 ? `?${either}` : `${either}|null`
  return method(operation, schemas, { name: camel(operation.name), returns, documented, call: 'read', made, last })
}

interface Method {
  name: string
  returns: string
  documented?: string
  call: string
  made?: string
  last?: string
  isAll?: boolean
}

function method(
  operation: Operation,
  schemas: Schemas,
  { name, returns, documented, call, made, last = '', isAll }: Method,
): string[] {
  const ids = operation.pathParameters.map((id) => `$${camel(id)}`)
  const shape = parametersName(operation)
  const isNeeded =
    operation.body?.fields.some(({ isRequired }) => isRequired) || operation.query.some(({ isRequired }) => isRequired)
  const takes = [
    ...ids.map((id) => `string ${id}`),
    ...(shape === undefined
      ? []
      : [
          `${operation.body === undefined ? '' : '#[\\SensitiveParameter] '}array $parameters${isNeeded ? '' : ' = []'}`,
        ]),
    'CallOptions|array $options = []',
  ]
  const passes = [
    ...(made === undefined ? [] : [made]),
    `new Operation(${operationArguments(operation, schemas).join(', ')})`,
    `[${ids.join(', ')}]`,
    shape === undefined ? '[]' : '$parameters',
    '$options',
  ]
  const said = [
    isAll
      ? `${sentence(operation.summary)} All of them, one page after another as they are needed.`
      : sentence(operation.summary),
    ...(operation.description === '' ? [] : ['', ...operation.description.split('\n')]),
    ...(operation.isDeprecated ? ['', '@deprecated'] : []),
    '',
    ...(shape === undefined ? [] : [`@param ${shape} $parameters`]),
    '@param CallOptions|CallOptionsArray $options',
    ...(documented === undefined ? [] : ['', `@return ${documented}`]),
  ]
  return [
    ...docBlock(said, '    '),
    `    public function ${name}(${takes.join(', ')}): ${returns}`,
    '    {',
    `        ${returns === 'void' ? '' : 'return '}$this->${call}(${passes.join(', ')}${last});`,
    '    }',
  ]
}

function operationArguments({ method: verb, path, query, body }: Operation, schemas: Schemas): string[] {
  const maps = mapPaths(body?.fields ?? [], schemas)
  return [
    phpString(verb),
    phpString(path),
    ...(query.length > 0 ? [phpList(query.map(({ name }) => name))] : []),
    ...(body === undefined ? [] : [`hasBody: true`]),
    ...(maps.length > 0 ? [`maps: ${phpList(maps)}`] : []),
  ]
}

const sentence = (summary: string) => (summary.endsWith('.') ? summary : `${summary}.`)

/** The parent of Client: a property for each resource, made when it is first read. */
export function resourcesFile({ names, resources }: Model): string {
  const namespace = names.phpNamespace
  const properties = resources.map(({ name }) => camel(name))
  return phpFile(
    `${namespace}\\Gen`,
    [`${namespace}\\Internal\\Caller`, `${namespace}\\Error\\SdkError`],
    [
      'abstract class Resources',
      '{',
      ...resources.flatMap(({ name, description }) => [
        ...docBlock([description], '    '),
        `    public readonly Resource\\${pascal(name)} $${camel(name)};`,
      ]),
      '',
      '    private const CLASSES = [',
      ...resources.map(({ name }) => `        ${phpString(camel(name))} => Resource\\${pascal(name)}::class,`),
      '    ];',
      '',
      '    protected function __construct(protected readonly Caller $caller)',
      '    {',
      '        // Unset, so that the first read comes to __get: a class is loaded when it is used.',
      '        unset(',
      ...properties.map((name) => `            $this->${name},`),
      '        );',
      '    }',
      '',
      '    public function __get(string $name): object',
      '    {',
      '        $class = self::CLASSES[$name] ?? throw new SdkError("A client has no {$name}.");',
      '        return $this->{$name} = new $class($this->caller);',
      '    }',
      '}',
    ],
  )
}
