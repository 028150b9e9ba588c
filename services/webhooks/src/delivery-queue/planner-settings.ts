import type { Statement } from '@plinth/kit/db'

/**
 * Opens a hot transaction: PostgreSQL plans its statements once per connection, by index. Plans are made while tables are
 * nearly empty and kept for hours; a guess of the planner at that time would read whole tables later. An index scan also
 * marks the entries of ended deliveries as dead when it meets them; a bitmap scan reads them again until VACUUM.
 */
export const plannerSettings: Statement = {
  // Without columns, which would be described to the driver each time.
  text: `SELECT WHERE set_config('plan_cache_mode', 'force_generic_plan', true) <> '' AND set_config('enable_seqscan', 'off', true) <> ''
    AND set_config('enable_bitmapscan', 'off', true) <> '' AND set_config('enable_hashjoin', 'off', true) <> ''
    AND set_config('enable_mergejoin', 'off', true) <> ''`,
}
