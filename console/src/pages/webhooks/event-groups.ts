import type { ListedType } from './event-type-query.ts'

type OfferedType = Pick<ListedType, 'name' | 'description' | 'is_emitted' | 'is_deprecated'>

/** The types of one resource. */
export interface EventGroup {
  resource: string
  /** Subscribes to all of them: "workspace.*". */
  all: string
  types: readonly OfferedType[]
}

const everything = '*'

const resourceOf = (name: string) => name.split('.')[0] ?? ''

/** Event types for a subscription, by resource. Types without one, such as ping, come without a subscription. */
export function groupsOf(types: readonly OfferedType[], chosen: readonly string[]): EventGroup[] {
  const groups = new Map<string, OfferedType[]>()
  for (const type of types) {
    const isOffered = type.name.includes('.') && type.is_emitted && !type.is_deprecated
    if (!isOffered && !chosen.includes(type.name)) continue
    const resource = resourceOf(type.name)
    groups.set(resource, [...(groups.get(resource) ?? []), type])
  }
  return [...groups].map(([resource, members]) => ({ resource, all: `${resource}.*`, types: members }))
}

/** The chosen events that the groups do not have. */
export function othersOf(groups: readonly EventGroup[], chosen: readonly string[]): string[] {
  const known = new Set([everything, ...groups.flatMap(({ all, types }) => [all, ...types.map(({ name }) => name)])])
  return chosen.filter((name) => !known.has(name))
}

/** Whether another choice includes the event: "*" all of them, "workspace.*" those of that resource. */
export const isIncluded = (name: string, chosen: readonly string[]): boolean =>
  name !== everything &&
  (chosen.includes(everything) || (!name.endsWith('.*') && chosen.includes(`${resourceOf(name)}.*`)))

/** The choice with the event, or without it. What the event includes leaves the choice. */
export function toggled(name: string, chosen: readonly string[]): string[] {
  if (chosen.includes(name)) return chosen.filter((other) => other !== name)
  const after = [...chosen, name]
  return after.filter((other) => other === name || !isIncluded(other, [name]))
}
