/**
 * True when the test holds for a value at the path. Only own properties count. A list on the way stands for each of its
 * entries; a list in a list is not entered, and no number names an entry. Every value of the data is looked at once at most.
 */
export function anyAt(data: unknown, path: readonly string[], test: (value: unknown) => boolean, from = 0): boolean {
  let value = data
  for (let at = from; at < path.length; at++) {
    if (Array.isArray(value)) {
      for (const entry of value) if (!Array.isArray(entry) && anyAt(entry, path, test, at)) return true
      return false
    }
    const name = path[at]
    if (name === undefined || !hasOwn(value, name)) return false
    value = value[name]
  }
  return test(value)
}

function hasOwn(value: unknown, name: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
}
