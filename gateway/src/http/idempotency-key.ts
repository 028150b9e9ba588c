import { fail } from '../errors.ts'

/** The key in the header's values, bare or as a quoted string (RFC 8941); undefined without the header. */
export function parseIdempotencyKey(values: readonly string[] | undefined): string | undefined {
  const [value] = values ?? []
  if (value === undefined) return undefined
  if (values?.length !== 1) throw fail.idempotencyKey()
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1]
  const key = quoted === undefined ? value : quoted.replace(/\\(["\\])/g, '$1')
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw fail.idempotencyKey()
  return key
}
