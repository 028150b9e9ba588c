type Attributes = Readonly<Record<string, unknown>>

/** Fields that differ, each with its value before and after; null stands for an absent value. */
export type Changes = Readonly<Record<string, { from: unknown; to: unknown }>>

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
  const [from, to] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...from.keys(), ...to.keys()])].filter((name) => !isSame(from.get(name), to.get(name)))
  const kept = names.length > fieldsMax ? names.sort().slice(0, fieldsMax) : names
  return Object.fromEntries(kept.map((name) => [name, { from: bounded(from.get(name)), to: bounded(to.get(name)) }]))
}

function fieldsOf(attributes: Attributes): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>()
  for (const [name, value] of Object.entries(attributes)) {
    if (ignored.has(name)) continue
    if (!comparedByKey.has(name) || typeof value !== 'object' || value === null) fields.set(name, value)
    else for (const [key, one] of Object.entries(value)) fields.set(`${name}.${key}`, one)
  }
  return fields
}

// Public fields are written in one order by one function, so equal values are equal texts.
const isSame = (one: unknown = null, other: unknown = null): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other))

function bounded(value: unknown = null): unknown {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= lettersMax ? value : `${text.slice(0, lettersMax)}…`
}
