import { Family, type FamilyShape, type Values } from './family.ts'
import { register } from './registry.ts'

export interface Counter<Names extends readonly string[]> {
  add(by: number, ...labels: Values<Names>): void
  /** Shows the series from now on, at 0: Prometheus sees no increase in a series that begins with its first event. */
  begin(...labels: Values<Names>): void
}

type Counts<Names extends readonly string[]> = Family<Names, { value: number }>

interface Known {
  labels: readonly string[]
  counts: Counts<readonly string[]>
}

const known = new Map<string, Known>()

/**
 * A number that only grows during the life of the process. Names end in "_total". Parts that use the same name
 * in one process share the counter. Throws if their labels differ.
 */
export function counter<const Names extends readonly string[]>(shape: FamilyShape<Names>): Counter<Names> {
  const earlier = known.get(shape.name)
  if (earlier !== undefined && earlier.labels.join() !== shape.labels.join())
    throw new Error(`${shape.name} is counted by [${earlier.labels}] and by [${shape.labels}]`)
  // Only used with labels of its shape.
  const family = (earlier?.counts as unknown as Counts<Names> | undefined) ?? newFamily(shape)
  return {
    begin: (...labels) => void family.of(...labels),
    add: (by, ...labels) => {
      family.of(...labels).value += by
    },
  }
}

function newFamily<const Names extends readonly string[]>(shape: FamilyShape<Names>): Counts<Names> {
  const family: Counts<Names> = new Family(shape, () => ({ value: 0 }))
  known.set(shape.name, { labels: shape.labels, counts: family as unknown as Counts<readonly string[]> })
  register(async () =>
    family.text('counter', (name, labels, { value }) => [`${name}${labels === '' ? '' : `{${labels}}`} ${value}`]),
  )
  return family
}
