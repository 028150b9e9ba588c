import { fail } from '../errors.ts'

/** Every parameter once, all of them allowed, none with a character that no store can hold. */
export function checkQuery(query: URLSearchParams, allowed: ReadonlySet<string>): void {
  // NOTE: no plain object: a parameter may be called "__proto__".
  const details = new Map<string, string[]>()
  const refuse = (name: string, sentence: string) => details.set(name.slice(0, 100), [sentence])
  const seen = new Set<string>()
  for (const [name, value] of query) {
    if (!allowed.has(name)) refuse(name, 'This operation does not support the parameter.')
    else if (seen.has(name)) refuse(name, 'The parameter must be sent only once.')
    else if (value.includes('\0')) refuse(name, 'The parameter contains a character that is not allowed.')
    seen.add(name)
  }
  if (details.size > 0) throw fail.parameter(Object.fromEntries(details))
}

/** The same text however the parameters were ordered or encoded. */
export function canonicalQuery(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query)
  sorted.sort()
  return sorted.toString()
}
