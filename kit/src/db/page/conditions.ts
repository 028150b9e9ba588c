import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import type { PageField, Rows } from './page-source.ts'

const operators = new Map<number, string>([
  [Filter_Operator.OPERATOR_EQUALS, '='],
  [Filter_Operator.OPERATOR_AT_LEAST, '>='],
  [Filter_Operator.OPERATOR_AT_MOST, '<='],
])
// A transaction's time is its beginning: a change may bear an earlier one than the row it had to wait for.
const clocksApart = '1 hour'
const casts = { text: 'text', time: 'timestamptz', boolean: 'boolean', number: 'bigint' } as const

export interface Conditions {
  sql: string
  values: unknown[]
}

/** The source's conditions and the caller's filters. */
export function conditionsOf(source: Rows, filters: readonly Filter[]): Conditions {
  const values = [...source.values]
  const place = (value: unknown, field: PageField) => `$${values.push(value)}::${casts[field.type]}`
  const conditions = filters.map((filter) => condition(source, filter, place))
  return { sql: [source.where, ...conditions].map((one) => `(${one})`).join(' AND '), values }
}

function condition(source: Rows, filter: Filter, place: (value: unknown, field: PageField) => string): string {
  // PostgreSQL's text cannot hold U+0000, so nothing can match it.
  if (filter.value.includes('\0')) return 'false'
  if (filter.operator === Filter_Operator.OPERATOR_SEARCH) {
    const pattern = place(`%${filter.value.replace(/[\\%_]/g, '\\$&')}%`, { column: '', type: 'text' })
    return source.search.length === 0 ? 'false' : source.search.map((text) => `${text} ILIKE ${pattern}`).join(' OR ')
  }
  const field = fieldOf(source, filter.field)
  const operator = operators.get(filter.operator)
  if (operator === undefined) throw new Error(`a filter on ${filter.field} without an operator`)
  const value = place(filter.value, field)
  const isEarly = field.follows !== undefined && filter.operator === Filter_Operator.OPERATOR_AT_MOST
  // Says nothing new, but bounds a scan in that column's order.
  const bound = isEarly ? ` AND ${field.follows} <= ${value} + interval '${clocksApart}'` : ''
  return `${field.column} ${operator} ${value}${bound}`
}

/** Only what the source lists reaches SQL. */
export function fieldOf({ fields }: Pick<Rows, 'fields'>, name: string): PageField {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined) throw new Error(`the list knows no field ${name}`)
  return field
}

export const castOf = (field: PageField): string => casts[field.type]
