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
 * A statement about deliveries that the statement itself finds, planned anew each time, by the sizes that tables have then: it has no
 * name. While a partition has some fifty rows all of its indexes cost the same, and a plan by the wrong one, if kept, reads the whole
 * day for each delivery later.
 */
export const plannedAnew = (statement: Pick<Statement, 'text' | 'values'>): Statement => statement
