// PostgreSQL leaves the partitions of other days out when a statement begins, if each day is a parameter of its own; of days in one
// array parameter it looks into every partition. A statement always has eight such parameters: with fewer, or more, a plan that is made
// while the partition of a new day has some hundred rows reads the whole day for a batch, and is kept until the next ANALYZE.
const daysMax = 8

/** SQL that is true when the column is one of these days, eight at the most, which are the parameters from `first` on. */
export function amongDays(column: string, days: readonly string[], first: number): { sql: string; values: string[] } {
  const [some = '1970-01-01', ...others] = new Set(days)
  if (others.length >= daysMax) throw new Error(`more than ${daysMax} days in one statement`)
  const values = Array.from({ length: daysMax }, (_, at) => others[at] ?? some)
  return { sql: `${column} = ANY (ARRAY[${values.map((_, at) => `$${first + at}::date`).join(', ')}])`, values }
}

/** These rows in groups of at most eight days, each for a statement of its own. */
export function groupedByDays<Row extends { eventDay: string }>(rows: readonly Row[]): Row[][] {
  const byDay = [...Map.groupBy(rows, ({ eventDay }) => eventDay).values()]
  const groups = Array.from({ length: Math.ceil(byDay.length / daysMax) }, (_, at) => at * daysMax)
  return groups.map((start) => byDay.slice(start, start + daysMax).flat())
}
