import { Family, type FamilyShape, type Values } from './family.ts'
import { register } from './registry.ts'

export interface Counter<Names extends readonly string[]> {
  add(by: number, ...labels: Values<Names>): void
}

/** A number that only grows, for the life of the process. Names end in "_total". */
export function counter<const Names extends readonly string[]>(shape: FamilyShape<Names>): Counter<Names> {
  const family = new Family(shape, () => ({ value: 0 }))
  register(async () =>
    family.text('counter', (name, labels, { value }) => [`${name}${labels === '' ? '' : `{${labels}}`} ${value}`]),
  )
  return {
    add: (by, ...labels) => {
      family.of(...labels).value += by
    },
  }
}
