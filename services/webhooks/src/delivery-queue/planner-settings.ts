import type { Statement } from '@plinth/kit/db'

/**
 * Opens a hot transaction: PostgreSQL plans its statements once per connection, by index. Plans are made while tables are
 * nearly empty and kept for hours; a guess of the planner at that time would read whole tables later. An index scan also
 * marks the entries of ended deliveries as dead when it meets them; a bitmap scan reads them again until VACUUM.
 */
export const plannerSettings: readonly string[] = [
  'SET LOCAL plan_cache_mode = force_generic_plan',
  // A SELECT of set_config() would be planned each time.
  ...['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'].map((way) => `SET LOCAL enable_${way} = off`),
]

/**
 * A statement that is planned anew each time, by the sizes that tables have then: it has no name. For statements about the queue, or
 * about deliveries that are found by rows of another table, except the hottest. While a table has fewer than some fifty rows, its
 * indexes cost the same, and so does reading it whole: a plan of that time, if kept, reads the whole queue, or the whole day for each
 * delivery, later.
 */
export const plannedAnew = (statement: Pick<Statement, 'text' | 'values'>): Statement => statement
