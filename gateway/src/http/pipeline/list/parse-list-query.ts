import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../../../errors.ts'
import type { ListSpec } from '../../../operation/list-spec.ts'
import { parseFilters } from './parse-filters.ts'
import { parseSort } from '../../list/parse-sort.ts'

const perPageDefault = 15
const perPageMax = 100
// Pages beyond are empty in any list; the contract's field holds no more.
const pageMax = 2_147_483_647

/** page, per_page, cursor, sort and filters, as api.md §5 has them. */
export function parseListQuery(query: URLSearchParams, spec: ListSpec): ListQuery {
  const page = count('page', query.get('page'), 1, pageMax)
  const perPage = count('per_page', query.get('per_page'), perPageDefault, perPageMax)
  const cursor = query.get('cursor')
  if (cursor !== null && query.has('page')) throw fail.parameter({ cursor: ['Send page or cursor, not both.'] })
  const rest = { perPage, filters: parseFilters(query, spec.filters), sort: parseSort(query.get('sort'), spec.sorts) }
  return cursor === null ? { page, ...rest } : { page: 0, cursor, ...rest }
}

/** A whole number from 1; what is larger than `max` counts as `max`. */
function count(name: string, value: string | null, byDefault: number, max: number): number {
  if (value === null) return byDefault
  if (!/^\d{1,30}$/.test(value) || Number(value) < 1) {
    throw fail.parameter({ [name]: [`The ${name} parameter must be a whole number from 1.`] })
  }
  return Math.min(Number(value), max)
}
