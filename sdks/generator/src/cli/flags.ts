import type { Field, Type } from '../model.ts'
import { isScalar, plainType, type Schemas } from './types.ts'

/** How the text of an option becomes a value: `texts` is a list, `json` everything that has a form of its own. */
type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'texts' | 'json'

interface Flag {
  name: string
  in: 'query' | 'body'
  kind: Kind
  /** Null clears the field. */
  isNullable?: true
  isRequired?: true
  description?: string
  /** Words that the server is known to take. */
  choices?: string[]
}

export function flagOf(field: Field, place: Flag['in'], schemas: Schemas): Flag {
  const kind = kindOf(field.type, schemas)
  const choices = choicesOf(field.type, schemas)
  return {
    ...{ name: field.name, in: place, kind },
    ...(place === 'body' && isNullable(field.type, schemas) ? { isNullable: true } : {}),
    ...(field.isRequired ? { isRequired: true } : {}),
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(choices.length === 0 ? {} : { choices }),
  }
}

function kindOf(type: Type, schemas: Schemas): Kind {
  const plain = plainType(type, schemas)
  switch (plain.kind) {
    case 'integer':
    case 'number':
    case 'boolean':
      return plain.kind
    case 'string':
    case 'enum':
      return 'text'
    case 'const':
      return typeof plain.value === 'string' ? 'text' : typeof plain.value === 'number' ? 'number' : 'boolean'
    case 'list':
      return isTextual(plain.items, schemas) ? 'texts' : 'json'
    case 'union': {
      const kinds = new Set(plain.of.filter(({ kind }) => kind !== 'null').map((one) => kindOf(one, schemas)))
      const [only = 'json'] = kinds
      return kinds.size === 1 ? only : 'json'
    }
    default:
      return 'json'
  }
}

const isTextual = (type: Type, schemas: Schemas): boolean => isScalar(type, schemas) && kindOf(type, schemas) === 'text'

function choicesOf(type: Type, schemas: Schemas): string[] {
  const plain = plainType(type, schemas)
  if (plain.kind === 'enum') return plain.values
  return plain.kind === 'list' ? choicesOf(plain.items, schemas) : []
}

function isNullable(type: Type, schemas: Schemas): boolean {
  if (type.kind === 'nullable' || type.kind === 'null') return true
  if (type.kind === 'union') return type.of.some((one) => isNullable(one, schemas))
  const shape = type.kind === 'ref' ? schemas.get(type.name)?.shape : undefined
  return shape?.kind === 'alias' && isNullable(shape.type, schemas)
}
