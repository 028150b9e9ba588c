import type { Sort } from '@plinth/proto/common/v1/list.ts'
import { isStorableTime } from '../../clock.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import { type Conditions, castOf, fieldOf } from './conditions.ts'
import type { PageSource } from './page-source.ts'

// Contains the sort values and the ID of the last row, and the order that they belong to.
type Position = { order: string; values: (string | number | boolean)[] }

const orderName = (sort: readonly Sort[]) =>
  sort.map(({ field, descending }) => (descending ? '-' : '') + field).join(',')

/** Returns the cursor of the page after this row. */
export function cursorAfter(sort: readonly Sort[], row: object): string {
  const columns = new Map<string, unknown>(Object.entries(row))
  const values = [...sort.map(({ field }) => field), 'id'].map((name) => asPlain(columns.get(name)))
  return Buffer.from(JSON.stringify({ order: orderName(sort), values } satisfies Position)).toString('base64url')
}

/** Adds the condition "after the cursor". Throws INVALID_PARAMETER if the cursor does not belong to this order. */
export function afterCursor(conditions: Conditions, source: PageSource, sort: readonly Sort[], cursor: string): void {
  const position = parse(cursor)
  if (position?.order !== orderName(sort) || position.values.length !== sort.length + 1) throw invalidCursor()
  const keys = [
    ...sort.map(({ field, descending }) => ({ ...fieldOf(source, field), descending })),
    { column: source.idColumn, type: 'text' as const, descending: lastDirection(sort) },
  ]
  const places = keys.map((key, at) => {
    const value = position.values[at]
    if (!fits(key.type, value)) throw invalidCursor()
    return `$${conditions.values.push(value)}::${castOf(key)}`
  })
  // NOTE: "not the same, or further by the next" holds for nearly every row, which PostgreSQL knows. For "further, or the same and …"
  // it would multiply with the bound before it, expect few rows deep in a list, and sort all the rest instead of reading a page.
  const after = keys.reduceRight((further, { column, descending }, at) => {
    const than = descending ? '<' : '>'
    if (further === '') return `${column} ${than} ${places[at]}`
    return `${column} ${than}= ${places[at]} AND (${column} <> ${places[at]} OR ${further})`
  }, '')
  conditions.sql += ` AND (${after})`
}

/** The time of the last row of the page before, in a list that is sorted by time; undefined for other text. */
export function timeOfCursor(cursor: string): Date | undefined {
  const [value] = parse(cursor)?.values ?? []
  return typeof value === 'string' && isStorableTime(value) ? new Date(value) : undefined
}

/** Ids grow with time, so they follow the direction of the last sort. */
export const lastDirection = (sort: readonly Sort[]): boolean => sort.at(-1)?.descending ?? true

function parse(cursor: string): Position | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return isPosition(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

const isPosition = (parsed: unknown): parsed is Position =>
  typeof parsed === 'object' &&
  parsed !== null &&
  'order' in parsed &&
  typeof parsed.order === 'string' &&
  'values' in parsed &&
  Array.isArray(parsed.values)

function fits(type: string, value: unknown): boolean {
  if (type === 'number') return Number.isSafeInteger(value)
  if (type === 'boolean') return typeof value === 'boolean'
  if (typeof value !== 'string' || value.includes('\0')) return false
  return type === 'date' ? isStorableTime(`${value}T00:00:00.000Z`) : type !== 'time' || isStorableTime(value)
}

function asPlain(value: unknown): string | number | boolean {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new Error('a cursor needs sort fields that are selected and never null')
}

const invalidCursor = () =>
  new PlinthError('INVALID_PARAMETER', 'The cursor is not valid for this list.', {
    details: { cursor: ['Use next_cursor of the previous page, with the same sort.'] },
  })
