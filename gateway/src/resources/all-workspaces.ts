import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { isAsked } from './given-parameters.ts'

/** For operators: rows of every workspace. Operations with it do not require a workspace, and their service refuses other callers. */
export const allWorkspacesFilter = {
  all_workspaces: { kind: 'boolean', description: 'Operators only: true returns the rows of every workspace.' },
} as const

/** Returns the value of the filter, and the query without the filter. */
export function splitAllWorkspaces(list: ListQuery): { query: ListQuery; allWorkspaces: boolean } {
  const filters = list.filters.filter(({ field }) => field !== 'all_workspaces')
  return { query: { ...list, filters }, allWorkspaces: isAsked(list, 'all_workspaces') }
}
