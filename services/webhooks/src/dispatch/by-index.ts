import type { Statement } from '@plinth/kit/db'

/**
 * Among the opening statements of a hot transaction: its statements are planned once per connection, by index. Plans are
 * made while tables are nearly empty and kept for hours; what the planner guesses then reads whole tables later. An index
 * scan also skips, for good, the entries of ended work that it meets; a bitmap scan reads them again until VACUUM.
 */
export const byIndex: Statement = {
  text: `SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
}
