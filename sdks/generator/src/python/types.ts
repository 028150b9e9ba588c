import type { Type } from '../model.ts'
import { text } from './names.ts'

/** The annotation of a field of an answer. `quote` names a class of the models. */
export function outputType(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.format === 'date-time' ? 'datetime' : 'str'
    case 'integer':
      return 'int'
    case 'number':
      return 'float'
    case 'boolean':
      return 'bool'
    case 'null':
      return 'None'
    case 'any':
      return 'Any'
    case 'enum':
      return `Literal[${type.values.map(text).join(', ')}] | str`
    case 'const':
      return `Literal[${literal(type.value)}]`
    case 'list':
      return `list[${outputType(type.items)}]`
    case 'map':
      return `dict[str, ${outputType(type.values)}]`
    case 'ref':
      return type.name
    case 'nullable':
      return `${outputType(type.of)} | None`
    case 'union':
      return type.of.map(outputType).join(' | ')
  }
}

/** The annotation of what a caller gives. */
export function inputType(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.format === 'date-time' ? 'datetime | str' : type.format === 'date' ? 'date | str' : 'str'
    case 'enum':
      return `Literal[${type.values.map(text).join(', ')}]`
    case 'list':
      return `Sequence[${inputType(type.items)}]`
    case 'map':
      return `Mapping[str, ${inputType(type.values)}]`
    case 'nullable':
      return `${inputType(type.of)} | None`
    case 'union':
      return [...new Set(type.of.flatMap((one) => inputType(one).split(' | ')))].join(' | ')
    default:
      return outputType(type)
  }
}

/** How the runtime makes the value of an answer's field: `None` where it stays what JSON has. */
export function kind(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.format === 'date-time' ? '"time"' : 'None'
    case 'list':
      return wrapped('ListOf', kind(type.items))
    case 'map':
      return wrapped('MapOf', kind(type.values))
    case 'ref':
      return text(type.name)
    case 'nullable':
      return kind(type.of)
    case 'union':
      return unionKind(type.of)
    default:
      return 'None'
  }
}

const wrapped = (name: string, inner: string): string => (inner === 'None' ? 'None' : `${name}(${inner})`)

function unionKind(types: readonly Type[]): string {
  if (types.every((one) => kind(one) === 'None')) return 'None'
  const names = types.map((one) => {
    if (one.kind !== 'ref') throw new Error(`A union of ${one.kind} and objects has no form in Python yet`)
    return text(one.name)
  })
  return `OneOf((${names.join(', ')}))`
}

const literal = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)
