import type { NamedSchema, Type } from './model.ts'

/** A type in one line, with no language's words. Enumerations are open, so their words do not count. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.format === 'date-time' ? 'time' : 'string'
    case 'enum':
      return 'string'
    case 'const':
      return JSON.stringify(type.value)
    case 'list':
      return `list of ${grouped(type.items)}`
    case 'map':
      return `map of ${grouped(type.values)}`
    case 'ref':
      return type.name
    case 'nullable':
    case 'union':
      return choices(type).join(' or ')
    default:
      return type.kind
  }
}

function grouped(type: Type): string {
  const text = typeText(type)
  return text.includes(' or ') ? `(${text})` : text
}

function choices(type: Type): string[] {
  if (type.kind === 'nullable') return [...choices(type.of), 'null']
  return type.kind === 'union' ? type.of.flatMap(choices) : [typeText(type)]
}

/** Whether a program for the one type can use the other: give it what it gave, read from it what it expects. */
export function fits(before: Type, after: Type, use: NamedSchema['use']): boolean {
  const [old, now] = [choices(before), choices(after)]
  const takes = old.every((choice) => now.includes(choice))
  const gives = now.every((choice) => old.includes(choice))
  return (use === 'output' || takes) && (use === 'input' || gives)
}
