import type { PageSource } from '@plinth/kit/db'

/** The total of an operator's list, from a table of changes: as long as only these of its columns are filtered by. */
export function countedBy(
  table: string,
  columns: Record<string, 'text' | 'boolean'>,
): NonNullable<PageSource['total']> {
  const fields = Object.entries(columns).map(([name, type]) => [name, { column: `t.${name}`, type }])
  return {
    sum: 'coalesce(sum(t.change), 0)::bigint',
    from: `${table} t`,
    where: 'true',
    fields: Object.fromEntries(fields),
    search: [],
  }
}
