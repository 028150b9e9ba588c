import { client } from '../../api/client.ts'
import type { FirstQuery } from '../../shell/loadable.ts'
import { store, stored } from '../../stored.ts'
import { readFirstSteps } from './first-steps.ts'

const firstRunUnder = 'first-run'

export const isFirstRunHidden = (): boolean => stored(firstRunUnder) === 'off'
export const hideFirstRun = (): void => store(firstRunUnder, 'off')

export const overviewQuery = {
  queryKey: ['overview'],
  queryFn: ({ signal }) => client.overview.get({}, { signal }),
} satisfies FirstQuery

export const firstRunQuery = {
  queryKey: ['first-run'],
  queryFn: ({ signal }) => readFirstSteps(client, signal),
} satisfies FirstQuery

/** What the page of an operator asks for first. */
export const homeQueries = (): FirstQuery[] => [overviewQuery, ...(isFirstRunHidden() ? [] : [firstRunQuery])]
