import { Family, type FamilyShape, type Values } from './family.ts'
import { register } from './registry.ts'

export interface Counter<Names extends readonly string[]> {
  add(by: number, ...labels: Values<Names>): void
}

type Counts<Names extends readonly string[]> = Family<Names, { value: number }>

const known = new Map<string, Counts<readonly string[]>>()

/**
 * A number that only grows, for the life of the process. Names end in "_total". Parts that count the same thing under one
 * name, with the same labels, count together where they share a process.
 */
export function counter<const Names extends readonly string[]>(shape: FamilyShape<Names>): Counter<Names> {
  // Only ever asked for labels of its shape.
  const family = (known.get(shape.name) as unknown as Counts<Names> | undefined) ?? newFamily(shape)
  return {
    add: (by, ...labels) => {
      family.of(...labels).value += by
    },
  }
}

function newFamily<const Names extends readonly string[]>(shape: FamilyShape<Names>): Counts<Names> {
  const family: Counts<Names> = new Family(shape, () => ({ value: 0 }))
  known.set(shape.name, family as unknown as Counts<readonly string[]>)
  register(async () =>
    family.text('counter', (name, labels, { value }) => [`${name}${labels === '' ? '' : `{${labels}}`} ${value}`]),
  )
  return family
}
