import type { Sort } from '@plinth/proto/common/v1/list.ts'
import { fieldOf } from './conditions.ts'
import { lastDirection } from './cursor.ts'
import type { PageField, PageSource } from './page-source.ts'

/** SQL of an order by the columns of the source; the id breaks ties. */
export const orderOf = (source: PageSource, sort: readonly Sort[]): string =>
  [
    ...sort.map(({ field, descending }) => orderBy(sortedField(source, field), descending)),
    `${source.idColumn} ${lastDirection(sort) ? 'DESC' : 'ASC'}`,
  ].join(', ')

/** The same by the public names, of rows that a subquery has selected; without fields that can be null. */
export const namedOrder = (sort: readonly Sort[]): string =>
  [...sort, { field: 'id', descending: lastDirection(sort) }]
    .map(({ field, descending }) => `"${field}" ${descending ? 'DESC' : 'ASC'}`)
    .join(', ')

function sortedField(source: PageSource, name: string): PageField {
  const field = fieldOf(source, name)
  if (field.isUnsorted) throw new Error(`the list is never sorted by ${name}`)
  return field
}

// NULLS LAST only where there can be one: a plain index is not in that order.
const orderBy = ({ column, isNullable }: PageField, descending: boolean) =>
  `${column} ${descending ? 'DESC' : 'ASC'}${isNullable ? ' NULLS LAST' : ''}`
