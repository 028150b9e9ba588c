type Attributes = Readonly<Record<string, unknown>>

interface Change {
  from: unknown
  to: unknown
}

/** Fields that differ, each with its value before and after; null stands for an absent value. */
export type Changes = Readonly<Record<string, Change>>

// These hold pairs of the caller's own making: each pair is a field of its own, "settings.locale".
const comparedByKey: ReadonlySet<string> = new Set(['settings', 'metadata'])
// Their changes say nothing that the event's own time does not.
const ignored: ReadonlySet<string> = new Set(['updated_at'])
const fieldsMax = 200
const lettersMax = 1_000

/**
 * Compares the public fields of an object before and after a change.
 * Nothing else may be given here: what no answer of the API shows, changes must not show either.
 * A text, or another value's JSON, of more than 1,000 letters is cut, and of more than 200 fields the first 200 by name are kept.
 * @param before Empty: the object is new.
 * @param after Empty: the object is gone.
 */
export function changesOf(before: Attributes, after: Attributes): Changes {
  const changes: Record<string, Change> = {}
  compare(before, after, '', changes)
  const names = Object.keys(changes)
  if (names.length <= fieldsMax) return changes
  return Object.fromEntries(
    names
      .sort()
      .slice(0, fieldsMax)
      .map((name) => [name, changes[name] as Change]),
  )
}

function compare(before: Attributes, after: Attributes, prefix: string, changes: Record<string, Change>): void {
  const note = (name: string, from: unknown, to: unknown) => {
    if (prefix === '' && comparedByKey.has(name)) compare(pairsOf(from), pairsOf(to), `${name}.`, changes)
    else if (!isSame(from, to) && !(prefix === '' && ignored.has(name)))
      changes[prefix + name] = { from: bounded(from), to: bounded(to) }
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

function bounded(value: unknown = null): unknown {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= lettersMax ? value : `${text.slice(0, lettersMax)}…`
}
