import type { Sort } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../../errors.ts'

/** "-created_at,name"; newest first when nothing was asked. The service breaks ties by id. */
export function parseSort(value: string | null, allowed: readonly string[]): Sort[] {
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
