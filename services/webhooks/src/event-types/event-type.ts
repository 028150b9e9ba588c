/** An event type of the product, defined by an operator. */
export interface EventType {
  /** "invoice.paid" */
  name: string
  /** One sentence: when it happens. */
  description: string
  /** Empty for none. */
  group: string
  /** JSON Schema of an event's data, as JSON; empty for none. */
  schemaJson: string
  /** Data that fits the schema, as JSON; empty for none. */
  exampleJson: string
  /** Takes no new subscriptions. */
  isDeprecated: boolean
  /** Code of the feature without which a workspace is not owed its events; empty: none is needed. */
  feature: string
}

/** Names of types. */
export interface Difference {
  added: readonly string[]
  changed: readonly string[]
  removed: readonly string[]
}

/** "invoice" of "invoice.line.added". */
export const resourceOf = (name: string): string => name.split('.')[0] ?? ''

/** Returns the changes from one list to another. */
export function difference(before: ReadonlyMap<string, EventType>, after: readonly EventType[]): Difference {
  const kept = new Set(after.map(({ name }) => name))
  const isChanged = (type: EventType) => {
    const old = before.get(type.name)
    return old !== undefined && contentOf(old) !== contentOf(type)
  }
  const names = (types: readonly EventType[]) => types.map(({ name }) => name).sort()
  return {
    added: names(after.filter(({ name }) => !before.has(name))),
    changed: names(after.filter(isChanged)),
    removed: names([...before.values()].filter(({ name }) => !kept.has(name))),
  }
}

export const isEmpty = ({ added, changed, removed }: Difference): boolean =>
  added.length + changed.length + removed.length === 0

const contentOf = ({ name, description, group, schemaJson, exampleJson, isDeprecated, feature }: EventType): string =>
  JSON.stringify([name, description, group, schemaJson, exampleJson, isDeprecated, feature])
