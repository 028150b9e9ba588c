import type { Statement } from './database.ts'

/**
 * Writes arrays of the statement as PostgreSQL reads them. pg does the same, with two replacements in each text; most texts need
 * none. Arrays that hold times or objects are left to pg.
 */
export function withArrayLiterals(statement: Statement): Statement {
  const { values } = statement
  if (values === undefined || !values.some(Array.isArray)) return statement
  return { ...statement, values: values.map((value) => (Array.isArray(value) ? (literalOf(value) ?? value) : value)) }
}

function literalOf(items: readonly unknown[]): string | undefined {
  let literal = '{'
  for (let at = 0; at < items.length; at++) {
    const element = elementOf(items[at])
    if (element === undefined) return undefined
    literal += at === 0 ? element : `,${element}`
  }
  return `${literal}}`
}

function elementOf(item: unknown): string | undefined {
  switch (typeof item) {
    case 'string':
      return `"${/["\\]/.test(item) ? item.replace(/["\\]/g, '\\$&') : item}"`
    case 'number':
    case 'boolean':
      return `${item}`
    case 'undefined':
      return 'NULL'
    default:
      return item === null ? 'NULL' : Buffer.isBuffer(item) ? `"\\\\x${item.toString('hex')}"` : undefined
  }
}
