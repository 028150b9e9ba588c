export const totalsColumns =
  'requests, success, errors, time_ms_sum, time_ms_min, time_ms_max, request_bytes, response_bytes'

export const summedTotals = `sum(requests)::bigint AS requests, sum(success)::bigint AS success, sum(errors)::bigint AS errors,
  sum(time_ms_sum)::bigint AS time_ms_sum, min(time_ms_min) AS time_ms_min, max(time_ms_max) AS time_ms_max,
  sum(request_bytes)::bigint AS request_bytes, sum(response_bytes)::bigint AS response_bytes`

/** For ON CONFLICT: what is there and what comes, together. */
export const addedTotals = (table: string): string => `
  requests = ${table}.requests + excluded.requests, success = ${table}.success + excluded.success,
  errors = ${table}.errors + excluded.errors, time_ms_sum = ${table}.time_ms_sum + excluded.time_ms_sum,
  time_ms_min = least(${table}.time_ms_min, excluded.time_ms_min),
  time_ms_max = greatest(${table}.time_ms_max, excluded.time_ms_max),
  request_bytes = ${table}.request_bytes + excluded.request_bytes,
  response_bytes = ${table}.response_bytes + excluded.response_bytes`
