/** Headers of fetch, of Node.js, a Map, pairs, or an object; names in any case. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined }

/** The header's value, of several the first; "" if there is none, also where what was given holds no headers. */
export function header(headers: HeadersLike, name: string): string {
  const value = found(headers, name)
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

function found(headers: HeadersLike, name: string): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined
  const { get } = headers as { get?: (name: string) => string | null | undefined }
  const isIterable = Symbol.iterator in headers
  // A Map's get() knows the case of a name; a Headers' does not, and both are iterable.
  if (!isIterable && typeof get === 'function') return get.call(headers, name)
  const entries: unknown[] = isIterable ? [...(headers as Iterable<unknown>)] : Object.entries(headers)
  const entry = entries.find((one) => Array.isArray(one) && String(one[0]).toLowerCase() === name)
  return (entry as unknown[] | undefined)?.[1]
}
