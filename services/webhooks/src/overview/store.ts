import type { Queryable } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'
import { healthStateSql } from '../endpoint-health/health-state.ts'

/** Living endpoints of all workspaces, and how many of them have these states of health. */
export interface EndpointCounts {
  total: number
  failing: number
  open: number
  disabled: number
}

/** Reads every living endpoint: call it through a cache. */
export async function countEndpoints(db: Queryable): Promise<EndpointCounts> {
  const count = (state: string) => `count(*) FILTER (WHERE state = '${state}')::int AS ${state}`
  return theRow<EndpointCounts>(db, {
    name: 'overview_endpoints',
    text: `SELECT count(*)::int AS total, ${count('failing')}, ${count('open')}, ${count('disabled')} FROM (
        SELECT ${healthStateSql} AS state FROM endpoint e JOIN endpoint_state s ON s.endpoint_id = e.id
        WHERE e.deleted_at IS NULL) AS living`,
  })
}
