import type { Type } from './model.ts'

/** One type for any of these: unions in unions are one, and null is said once, outside. */
export function combine(types: readonly Type[]): Type {
  const flat = types.flatMap(flatten)
  const rest = flat.filter(({ kind }) => kind !== 'null')
  const unique = [...new Map(rest.map((type) => [JSON.stringify(type), type])).values()]
  const [first = { kind: 'null' } as const, ...others] = unique
  const of: Type = others.length === 0 ? first : { kind: 'union', of: unique }
  return flat.length > rest.length && rest.length > 0 ? { kind: 'nullable', of } : of
}

function flatten(type: Type): readonly Type[] {
  if (type.kind === 'union') return type.of.flatMap(flatten)
  return type.kind === 'nullable' ? [...flatten(type.of), { kind: 'null' }] : [type]
}
