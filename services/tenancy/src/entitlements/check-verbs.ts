import type { Database, Tx } from '@plinth/kit/db'
import { perTick } from '@plinth/kit/per-tick'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { findOwner, type OwnerName } from '../plan/owner.ts'
import { type BalanceKey, placeOf } from './balance.ts'
import { readCounted } from './balance-store.ts'
import { refusal, type Verdict } from './consume-verbs.ts'
import { decide } from './decision.ts'
import { findOwnFacts } from './facts-store.ts'
import type { LoadPlan } from './plan-loader.ts'
import { type Plan, planOf, type ReadCatalog, readPlan } from './plan-reader.ts'
import { amountOf } from './quantity.ts'
import type { Entitled } from './situation.ts'

export interface Question {
  feature: string
  quantity: number
}

export interface Entitlement {
  feature: string
  unit: string
  used: number
  limit: number | undefined
  isUnlimited: boolean
  resetAt: Date | undefined
}

const questionsMax = 100
const nothing = { used: 0, reserved: 0 }

export interface Checker {
  /** Never consumes. In a transaction it asks there, and by itself. */
  check(caller: Caller, namespaceIdOrUuid: string, questions: readonly Question[], tx?: Tx): Promise<Verdict[]>
  /** Every feature an owner has, with what is used of it. */
  list(caller: Caller, owner: OwnerName): Promise<Entitlement[]>
}

/** What is asked in one turn of the event loop shares its questions to PostgreSQL; each is answered by itself. */
export function checker(database: Database, readCatalog: ReadCatalog, load: LoadPlan): Checker {
  const counted = perTick((keys: readonly BalanceKey[]) => readCounted(database, keys))

  const answer = async (plan: Plan, { feature, quantity }: Question, tx: Tx | undefined): Promise<Verdict> => {
    const resolution = await plan.resolve(feature)
    if (resolution.reason !== undefined) return refusal(plan, resolution, feature, quantity)
    const place = placeOf(resolution, plan.at)
    const [numbers = nothing] = tx === undefined ? [await counted(place)] : await readCounted(tx, [place])
    return { ...decide(resolution, feature, numbers, quantity), at: plan.at, steps: resolution.steps }
  }
  return {
    async check(caller, namespaceIdOrUuid, questions, tx) {
      if (questions.length > questionsMax) throw fail.tooMany(questionsMax)
      const asked = questions.map(({ feature, quantity }) => ({ feature, quantity: amountOf(quantity) }))
      const plan =
        tx === undefined
          ? await load(caller, namespaceIdOrUuid)
          : await readPlan(tx, caller, namespaceIdOrUuid, readCatalog)
      return Promise.all(asked.map((one) => answer(plan, one, tx)))
    },
    async list(caller, named) {
      const owner = await findOwner(database, caller, named)
      const plan =
        owner.namespaceId === ''
          ? await planOf(database, await findOwnFacts(database, owner.id), readCatalog)
          : await load(caller, owner.id)
      const resolutions = await Promise.all([...plan.catalog.features.keys()].map((code) => plan.resolveNow(code)))
      const entitled = resolutions.filter((resolution) => resolution.reason === undefined)
      const numbers = await Promise.all(entitled.map((resolution) => counted(placeOf(resolution, plan.at))))
      return entitled.map((resolution, at) => entitlementOf(resolution, numbers[at]?.used ?? 0))
    },
  }
}

function entitlementOf({ feature, pool, limit, window }: Entitled, used: number): Entitlement {
  return {
    feature: feature.code,
    unit: pool.unit,
    used: pool.type === 'boolean' ? 0 : Math.max(used, 0),
    limit,
    isUnlimited: limit === undefined && pool.type !== 'boolean',
    // A rolling window gives back hour by hour.
    resetAt: pool.reset === 'rolling' ? undefined : window.end,
  }
}
