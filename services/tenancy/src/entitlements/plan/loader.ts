import { batcher } from '@plinth/kit/async/batcher'
import { isStorable } from '@plinth/kit/characters'
import type { Database } from '@plinth/kit/db'
import type { Caller } from '../../caller.ts'
import { fail } from '../../errors.ts'
import type { Owner } from '../../owner.ts'
import { type Plan, planOf, type ReadCatalog } from './plan.ts'
import { type Facts, type FactsQuestion, findFacts, findOwnFacts } from './store.ts'

/** The plan of a namespace as it is now. Throws RESOURCE_NOT_FOUND for one that the caller does not see. */
export type LoadPlan = (caller: Caller, namespaceIdOrUuid: string) => Promise<Plan>

/** Plans of one tick are read in one statement, each plan once. */
export function planLoader(database: Database, readCatalog: ReadCatalog): LoadPlan {
  const load = batcher(
    async (questions: readonly FactsQuestion[]): Promise<(Facts | undefined)[]> => {
      const places = new Map<string, number>()
      const distinct: FactsQuestion[] = []
      const placeOf = questions.map((question) => {
        const { caller, namespaceIdOrUuid } = question
        const name = `${caller.isOperator} ${caller.userId} ${caller.boundTo} ${namespaceIdOrUuid}`
        const place = places.get(name) ?? distinct.push(question) - 1
        places.set(name, place)
        return place
      })
      const facts = await findFacts(database, distinct)
      return placeOf.map((place) => facts[place])
    },
    { batchesMax: 2 },
  )
  return async (caller, namespaceIdOrUuid) => {
    // A name that the database cannot read would fail all that are read with it.
    if (!isStorable(namespaceIdOrUuid)) throw fail.namespaceNotFound()
    return planOf(database, await load({ caller, namespaceIdOrUuid }), readCatalog)
  }
}

export interface PlanDeps {
  database: Database
  readCatalog: ReadCatalog
  load: LoadPlan
}

/** The plan of an owner that was found: a workspace's is its own, without its namespaces'. */
export const planOfOwner = async (
  { database, readCatalog, load }: PlanDeps,
  caller: Caller,
  { id, namespaceId }: Owner,
): Promise<Plan> =>
  namespaceId === '' ? planOf(database, await findOwnFacts(database, id), readCatalog) : load(caller, id)
