import type { ListQuery, Sort } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../../../errors.ts'
import type { ListSpec } from '../../../operation/list-spec.ts'
import { parseFilters } from './parse-filters.ts'

const perPageDefault = 15
const perPageMax = 100
// Later pages are empty in every list, and the field of the contract has no larger number.
const pageMax = 2_147_483_647

/** Parses page, per_page, cursor, sort and filters (api.md §5). */
export function parseListQuery(query: URLSearchParams, spec: ListSpec): ListQuery {
  const page = count('page', query.get('page'), 1, pageMax)
  const perPage = count('per_page', query.get('per_page'), perPageDefault, perPageMax)
  const cursor = query.get('cursor') ?? (spec.isCursorOnly === true ? '' : null)
  if (cursor !== null && query.has('page')) throw fail.parameter({ cursor: ['Send page or cursor, not both.'] })
  const rest = { perPage, filters: parseFilters(query, spec.filters), sort: parseSort(query.get('sort'), spec.sorts) }
  return cursor === null ? { page, ...rest } : { page: 0, cursor, ...rest }
}

/** Parses a whole number from 1; a number larger than `max` counts as `max`. */
function count(name: string, value: string | null, byDefault: number, max: number): number {
  if (value === null) return byDefault
  if (!/^\d{1,30}$/.test(value) || Number(value) < 1) {
    throw fail.parameter({ [name]: [`The ${name} parameter must be a whole number from 1.`] })
  }
  return Math.min(Number(value), max)
}

/** Parses "-created_at,name"; default: newest first. The service breaks ties by ID. */
function parseSort(value: string | null, allowed: readonly string[]): Sort[] {
  if (value === null) return [{ field: 'created_at', descending: true }]
  const sorts = value.split(',').map((word) => {
    const descending = word.trim().startsWith('-')
    return { field: word.trim().slice(descending ? 1 : 0), descending }
  })
  const fields = sorts.map(({ field }) => field)
  const isUnknown = fields.some((field) => !allowed.includes(field))
  if (isUnknown || new Set(fields).size < fields.length) {
    throw fail.parameter({
      sort: [`Sort by ${allowed.join(', ')}. Name each field once, with "-" in front for descending order.`],
    })
  }
  return sorts
}
