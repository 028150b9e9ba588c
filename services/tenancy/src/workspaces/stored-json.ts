/** JSON with its keys in the order in which jsonb gives them back: the shorter first, then by their bytes. */
export function asStored<T>(value: T): T {
  // The same shape with its keys in another order: what is asked for is what comes.
  return ordered(value) as T
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => ({ key: Buffer.from(key), name: key, item }))
  entries.sort((a, b) => a.key.length - b.key.length || a.key.compare(b.key))
  return Object.fromEntries(entries.map(({ name, item }) => [name, ordered(item)]))
}
