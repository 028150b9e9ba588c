import { boundedInBytes, type Change, shownChange } from './change-bounds.ts'

type Attributes = Readonly<Record<string, unknown>>

/** Fields that differ, each with its value before and after; null stands for an absent value, "*" for fields left out. */
export type Changes = Readonly<Record<string, Change>>

// These hold pairs of the caller's own making: each pair is a field of its own, "settings.locale".
const comparedByKey: ReadonlySet<string> = new Set(['settings', 'metadata'])
// Their changes say nothing that the event's own time does not.
const ignored: ReadonlySet<string> = new Set(['updated_at'])

/**
 * Compares the public fields of an object before and after a change.
 * Nothing else may be given here: what no answer of the API shows, changes must not show either.
 * Names and values are well-formed Unicode; long values are cut, and the whole is at most 64 KiB (`change-bounds.ts`).
 * @param before Undefined: the object is new.
 * @param after Undefined: the object is gone.
 */
export function changesOf(before: Attributes | undefined, after: Attributes | undefined): Changes {
  const changes: Record<string, Change> = {}
  compare(before ?? {}, after ?? {}, '', changes)
  return boundedInBytes(changes)
}

function compare(before: Attributes, after: Attributes, prefix: string, changes: Record<string, Change>): void {
  const note = (name: string, from: unknown, to: unknown) => {
    if (prefix === '' && comparedByKey.has(name)) return compare(pairsOf(from), pairsOf(to), `${name}.`, changes)
    if (prefix === '' && ignored.has(name)) return
    const change = isSame(from, to) ? undefined : shownChange(from, to)
    if (change !== undefined) changes[(prefix + name).toWellFormed()] = change
  }
  for (const name of Object.keys(after)) note(name, valueIn(before, name), after[name])
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) note(name, before[name], null)
}

// Keys are of the caller's making: "constructor" is one like any other.
const valueIn = (fields: Attributes, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : null)

const pairsOf = (value: unknown): Attributes => (typeof value === 'object' && value !== null ? { ...value } : {})

// Public fields are written in one order by one function, so equal values are equal texts.
const isSame = (one: unknown = null, other: unknown = null): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other))
