import { hasCharactersAtMost } from '@plinth/kit/characters'
import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { FilterSpec, ListSpec } from '../../../operation/list-spec.ts'

const { OPERATOR_EQUALS, OPERATOR_AT_LEAST, OPERATOR_AT_MOST, OPERATOR_SEARCH } = Filter_Operator
const valueMax = 500
const isoTime = z.iso.datetime({ offset: true })
const isoDate = z.iso.date()

/** Parses and checks the filters. An "after" later than its "before" is a VALIDATION_ERROR. */
export function parseFilters(query: URLSearchParams, specs: ListSpec['filters']): Filter[] {
  const filters = Object.entries(specs).flatMap(([name, spec]) => {
    const value = query.get(name)
    if (spec.required !== undefined && (value ?? '').trim() === '')
      throw fail.parameter({ [name]: ['The parameter is required.'] })
    return value === null ? [] : [parseFilter(name, value, spec)]
  })
  refuseEmptySpans(filters, specs)
  return filters
}

function parseFilter(name: string, value: string, spec: FilterSpec): Filter {
  const refuse = (sentence: string): never => {
    throw fail.parameter({ [name]: [`The ${name} filter ${sentence}.`] })
  }
  if (!hasCharactersAtMost(value, valueMax)) refuse(`must have at most ${valueMax} characters`)
  switch (spec.kind) {
    case 'text':
      return { field: name, operator: OPERATOR_EQUALS, value }
    case 'search':
      return { field: name, operator: OPERATOR_SEARCH, value }
    case 'choice':
      if (!spec.words.includes(value)) refuse(`must be one of ${spec.words.join(', ')}`)
      return { field: name, operator: OPERATOR_EQUALS, value }
    case 'boolean':
      if (!['true', 'false', '1', '0'].includes(value)) refuse('must be true, false, 1 or 0')
      return { field: name, operator: OPERATOR_EQUALS, value: String(value === 'true' || value === '1') }
    case 'integer':
      if (!/^\d{1,9}$/.test(value) || Number(value) < spec.least || Number(value) > spec.most)
        refuse(`must be a whole number from ${spec.least} to ${spec.most}`)
      return { field: name, operator: OPERATOR_EQUALS, value }
    case 'time': {
      const time = parseTime(value) ?? refuse('must be a date or an ISO 8601 time')
      const operator = spec.bound === 'after' ? OPERATOR_AT_LEAST : OPERATOR_AT_MOST
      return { field: spec.field, operator, value: time.toISOString() }
    }
  }
}

function refuseEmptySpans(filters: readonly Filter[], specs: ListSpec['filters']): void {
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.kind !== 'time' || spec.bound !== 'after') continue
    const bound = (operator: Filter_Operator) =>
      filters.find((filter) => filter.field === spec.field && filter.operator === operator)?.value
    const after = bound(OPERATOR_AT_LEAST)
    const before = bound(OPERATOR_AT_MOST)
    if (after !== undefined && before !== undefined && after > before) {
      throw fail.validation({ [name]: [`The ${name} filter must not be later than its end.`] })
    }
  }
}

/** Parses an ISO 8601 time with an offset, or a date as its first moment in UTC. Returns undefined for other text. */
function parseTime(text: string): Date | undefined {
  if (!isoTime.safeParse(text).success && !isoDate.safeParse(text).success) return undefined
  const time = new Date(text)
  // JavaScript and PostgreSQL read the same years, and their edges by offset, only within these.
  return time.getTime() >= Date.UTC(1000, 0) && time.getTime() < Date.UTC(9999, 0) ? time : undefined
}
