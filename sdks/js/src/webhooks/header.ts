/** Headers of fetch, of Node.js, a Map, pairs, or an object; names in any case. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined }

/** The header's value, of several the first; "" if there is none. */
export function header(headers: HeadersLike, name: string): string {
  const { get } = headers as { get?: (name: string) => string | null | undefined }
  const isIterable = Symbol.iterator in headers
  // A Map's get() knows the case of a name; a Headers' does not, and both are iterable.
  if (!isIterable && typeof get === 'function') return get.call(headers, name) ?? ''
  const entries = isIterable ? [...(headers as Iterable<readonly [string, string]>)] : Object.entries(headers)
  const [, value = ''] = entries.find(([given]) => given.toLowerCase() === name) ?? []
  return typeof value === 'string' ? value : (value[0] ?? '')
}
