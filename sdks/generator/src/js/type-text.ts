import type { Field, Type } from '../model.ts'

/** Which way a value goes: what is sent is checked strictly, in what comes unknown words pass. */
export type Way = 'input' | 'output'

export const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value)

export function typeText(type: Type, way: Way): string {
  switch (type.kind) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'any':
      return 'unknown'
    case 'const':
      return literal(type.value)
    case 'enum':
      return [...type.values.map(literal), ...(way === 'output' ? ['(string & {})'] : [])].join(' | ')
    case 'list':
      return `${way === 'input' ? 'readonly ' : ''}${inParentheses(typeText(type.items, way))}[]`
    case 'map':
      return way === 'input'
        ? `Readonly<Record<string, ${typeText(type.values, way)}>>`
        : `Record<string, ${typeText(type.values, way)}>`
    case 'ref':
      return type.name
    case 'nullable':
      return `${typeText(type.of, way)} | null`
    case 'union':
      return [...new Set(type.of.map((one) => typeText(one, way)))].join(' | ')
  }
}

const inParentheses = (text: string) => (/[| ]/.test(text) ? `(${text})` : text)

/** A comment of a declaration, or nothing. */
export function comment(text: string | undefined, indent = ''): string {
  if (text === undefined || text === '') return ''
  const lines = text.replaceAll('*/', '* /').trim().split('\n')
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}

/** The members of an interface. */
export function fieldLines(fields: readonly Field[], way: Way): string {
  return fields
    .map(({ name, type, isRequired, description, include }) => {
      if (include !== undefined && include !== name)
        throw new Error(`include=${include} adds ${name}, and types cannot say so`)
      const key = /^[A-Za-z_]\w*$/.test(name) ? name : literal(name)
      const optional = isRequired ? '' : '?'
      // Callers with exactOptionalPropertyTypes may pass undefined: it is left out.
      const orUndefined = isRequired || way === 'output' ? '' : ' | undefined'
      return `${comment(description, '  ')}  ${key}${optional}: ${typeText(type, way)}${orUndefined}\n`
    })
    .join('')
}
