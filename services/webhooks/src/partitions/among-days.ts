// PostgreSQL leaves the partitions of other days out when a statement begins, if each day is a parameter of its own; of days in one
// array parameter it looks into every partition. With eight such parameters, however few the days are, a kept plan reads no whole day
// for a batch, unless the day was analysed while it was nearly empty; with 2, 4 or 16 some do that were made at some hundred rows.
const daysOfStatement = 8

/** SQL that is true when the column is one of these days, which are the parameters from `first` on: 8, 16, … of them. */
export function amongDays(column: string, days: readonly string[], first: number): { sql: string; values: string[] } {
  const [some = '1970-01-01', ...others] = new Set(days)
  const length = Math.ceil((1 + others.length) / daysOfStatement) * daysOfStatement
  const values = Array.from({ length }, (_, at) => others[at] ?? some)
  return { sql: `${column} = ANY (ARRAY[${values.map((_, at) => `$${first + at}::date`).join(', ')}])`, values }
}
