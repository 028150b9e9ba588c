import { client } from '../../api/client.ts'
import type { FirstQuery } from '../../shell/loadable.ts'
import { isFirstRunHidden } from './first-run-choice.ts'
import { readFirstSteps } from './first-steps.ts'

export const overviewQuery = {
  queryKey: ['overview'],
  queryFn: ({ signal }) => client.overview.get({}, { signal }),
} satisfies FirstQuery

export const firstRunQuery = {
  queryKey: ['first-run'],
  queryFn: ({ signal }) => readFirstSteps(client, signal),
} satisfies FirstQuery

/** The first queries of the page of an operator. */
export const homeQueries = (): FirstQuery[] => [overviewQuery, ...(isFirstRunHidden() ? [] : [firstRunQuery])]
