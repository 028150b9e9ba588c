import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import type { PageField, Rows } from './page-source.ts'

const operators = new Map<number, string>([
  [Filter_Operator.OPERATOR_EQUALS, '='],
  [Filter_Operator.OPERATOR_AT_LEAST, '>='],
  [Filter_Operator.OPERATOR_AT_MOST, '<='],
])
// The time of a transaction is its start: a change may have an earlier time than the row that it waited for.
const clocksApart = '1 hour'
const casts = { text: 'text', time: 'timestamptz', date: 'date', boolean: 'boolean', number: 'bigint' } as const

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
  // PostgreSQL text cannot contain U+0000, so nothing can match it.
  if (filter.value.includes('\0')) return 'false'
  if (filter.operator === Filter_Operator.OPERATOR_SEARCH) {
    const pattern = place(`%${filter.value.replace(/[\\%_]/g, '\\$&')}%`, { column: '', type: 'text' })
    return source.search.length === 0 ? 'false' : source.search.map((text) => `${text} ILIKE ${pattern}`).join(' OR ')
  }
  const field = fieldOf(source, filter.field)
  const operator = operators.get(filter.operator)
  if (operator === undefined) throw new Error(`a filter on ${filter.field} without an operator`)
  const value = place(filter.value, field)
  if (field.equals !== undefined && operator === '=') return field.equals(value, filter.value)
  const isEarly = field.follows !== undefined && filter.operator === Filter_Operator.OPERATOR_AT_MOST
  // Redundant, but it bounds an index scan in the order of that column.
  const bound = isEarly ? ` AND ${field.follows} <= ${value} + interval '${clocksApart}'` : ''
  return `${field.column} ${operator} ${value}${bound}`
}

/** Only fields of the source reach SQL. */
export function fieldOf({ fields }: Pick<Rows, 'fields'>, name: string): PageField {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined) throw new Error(`the list knows no field ${name}`)
  return field
}

export const castOf = (field: PageField): string => casts[field.type]
