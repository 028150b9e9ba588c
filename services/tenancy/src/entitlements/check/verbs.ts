import { batcher } from '@plinth/kit/async/batcher'
import type { Queryable, Tx } from '@plinth/kit/db'
import { LRUCache } from 'lru-cache'
import type { Caller } from '../../caller.ts'
import type { Feature } from '../../catalog/catalog.ts'
import { fail } from '../../errors.ts'
import type { OwnerName } from '../../owner.ts'
import { findOwner } from '../../owners/verbs.ts'
import { type BalanceKey, placeOf, readNameOf } from '../balances/balance.ts'
import { type Counted, nothingCounted, type Verdict, verdictOf } from '../balances/limit-rule.ts'
import { type CountOwn, type OwnUse, type OwnUseOf, ownUseIn } from '../balances/own-use.ts'
import { amountOf } from '../balances/quantity.ts'
import { findOldestHours, readCounted } from '../balances/store.ts'
import { type Explained, explain } from '../explain/verbs.ts'
import type { Entitled, Reason, Resolution } from '../grants/resolution.ts'
import { resolve } from '../grants/resolve.ts'
import { rollingEnd } from '../grants/window.ts'
import { type PlanDeps, planOfOwner } from '../plan/loader.ts'
import { type Plan, readPlan } from '../plan/plan.ts'

export interface Question {
  feature: string
  quantity: number
}

export interface Entitlement {
  feature: Feature
  unit: string
  used: number
  countedBy: Counted['countedBy']
  limit: number | undefined
  isUnlimited: boolean
  /** When counting starts again; for a rolling window, when the oldest hour leaves it. */
  resetAt: Date | undefined
  reserved: number
  /** Pool in which usage counts; undefined: the owner does not have the feature. */
  entitled: Entitled | undefined
  /** Why the owner does not have it. */
  reason: Reason | undefined
}

const questionsMax = 100
type CountedAt = Counted & { at: Date }

export interface Checked {
  verdicts: Verdict[]
  /** The verdicts hold until one of these owners changes. */
  ownerIds: readonly string[]
}

export interface Checker {
  /** Never consumes. With a transaction, reads inside it. */
  check(
    caller: Caller,
    namespaceIdOrUuid: string,
    questions: readonly Question[],
    tx?: Tx,
    ownUse?: OwnUse,
  ): Promise<Checked>
  /** The same for one question, with all that made the decision. */
  explain(
    caller: Caller,
    namespaceIdOrUuid: string,
    question: Question,
    tx?: Tx,
    ownUse?: OwnUse,
  ): Promise<Explained & { plan: Plan }>
  /** All features of an owner, with their use. Complete: also those that it does not have. */
  list(caller: Caller, owner: OwnerName, isComplete: boolean): Promise<Entitlement[]>
}

/** Questions of one tick share their statements; each has its own answer. */
export function checker(deps: PlanDeps & { countOwn: CountOwn }): Checker {
  const { database, readCatalog, load, countOwn } = deps
  const counted = batcher((keys: readonly BalanceKey[]) => readCounted(database, keys), { batchesMax: 2 })

  // The balance that answered a question last is read at the same time as the plan: one round trip instead of two.
  // NOTE: given `max`, the library allocates room for that many entries at once.
  const lastKeys = new LRUCache<string, BalanceKey>({ maxSize: 20_000, sizeCalculation: () => 1 })
  const readAhead = async (name: string): Promise<{ key: BalanceKey; numbers: CountedAt } | undefined> => {
    const key = lastKeys.get(name)
    return key === undefined ? undefined : { key, numbers: await counted(key) }
  }
  return {
    async check(caller, namespaceIdOrUuid, questions, tx, ownUse) {
      const asked = amountsOf(questions)
      if (tx !== undefined) {
        const plan = await readPlan(tx, caller, namespaceIdOrUuid, readCatalog)
        return checked(plan, asked, ownUseIn(tx, countOwn, ownUse), (key) => readOne(tx, key))
      }
      const names = asked.map(({ feature }) => `${namespaceIdOrUuid} ${feature}`)
      const [plan, ahead] = await Promise.all([load(caller, namespaceIdOrUuid), Promise.all(names.map(readAhead))])
      return checked(plan, asked, ownUseIn(database, countOwn, ownUse), (key, at) => {
        const known = ahead[at]
        if (known !== undefined && readNameOf(known.key) === readNameOf(key)) return Promise.resolve(known.numbers)
        lastKeys.set(names[at] ?? '', key)
        return counted(key)
      })
    },
    async explain(caller, namespaceIdOrUuid, question, tx, ownUse) {
      const [{ feature, quantity } = question] = amountsOf([question])
      const plan =
        tx === undefined
          ? await load(caller, namespaceIdOrUuid)
          : await readPlan(tx, caller, namespaceIdOrUuid, readCatalog)
      const db = tx ?? database
      return { plan, ...(await explain(db, plan, feature, quantity, ownUseIn(db, countOwn, ownUse))) }
    },
    async list(caller, named, isComplete) {
      const owner = await findOwner(database, caller, named)
      const plan = await planOfOwner(deps, caller, owner)
      const resolutions = [...plan.catalog.features.keys()].map((code) => plan.resolveNow(code))
      const entitled = resolutions.filter((resolution) => resolution.reason === undefined)
      const places = entitled.map((resolution) => placeOf(resolution, plan.at))
      const rolling = places.filter(({ reset }) => reset === 'rolling')
      const ownUseOf = ownUseIn(database, countOwn)
      const [numbers, oldest] = await Promise.all([
        Promise.all(
          entitled.map(async (one, at) => (await ownUseOf(one)) ?? counted(places[at] ?? placeOf(one, plan.at))),
        ),
        findOldestHours(database, rolling),
      ])
      const hours = new Map(rolling.map((place, at) => [place, oldest[at]]))
      const had = entitled.map((resolution, at) => {
        const place = places[at]
        return entitlementOf(resolution, numbers[at] ?? nothingCounted, place && hours.get(place))
      })
      return isComplete ? [...had, ...(await missing(plan, resolutions))].sort(byCode) : had
    },
  }
}

/** Decides all questions; `read` reads the balance for the question at that place. */
async function checked(
  plan: Plan,
  questions: readonly Question[],
  ownUseOf: OwnUseOf,
  read: (key: BalanceKey, at: number) => Promise<CountedAt>,
): Promise<Checked> {
  const answers = questions.map((question, at) => answer(plan, question, ownUseOf, (key) => read(key, at)))
  return { verdicts: await Promise.all(answers), ownerIds: plan.ownerIds }
}

async function answer(
  plan: Plan,
  { feature, quantity }: Question,
  ownUseOf: OwnUseOf,
  read: (key: BalanceKey) => Promise<CountedAt>,
): Promise<Verdict> {
  const resolution = await plan.resolve(feature)
  if (resolution.reason !== undefined) return verdictOf(resolution, feature, nothingCounted, quantity, plan.at)
  const own = await ownUseOf(resolution)
  if (own !== undefined) return verdictOf(resolution, feature, own, quantity, plan.at)
  const numbers = await read(placeOf(resolution, plan.at))
  return verdictOf(resolution, feature, numbers, quantity, older(numbers.at, plan.at))
}

async function readOne(db: Queryable, key: BalanceKey): Promise<CountedAt> {
  const [numbers] = await readCounted(db, [key])
  if (numbers === undefined) throw new Error('reading a balance answered no row')
  return numbers
}

const older = (one: Date, other: Date): Date => new Date(Math.min(one.getTime(), other.getTime()))

function amountsOf(questions: readonly Question[]): Question[] {
  if (questions.length > questionsMax) throw fail.tooMany(questionsMax)
  return questions.map(({ feature, quantity }) => ({ feature, quantity: amountOf(quantity) }))
}

/** Features that an owner does not have, and why not any more. */
async function missing(plan: Plan, resolutions: readonly Resolution[]): Promise<Entitlement[]> {
  const features = resolutions.flatMap(({ reason, feature }) => (reason !== undefined && feature ? [feature] : []))
  if (features.length === 0) return []
  const past = await plan.inputsWithEnded()
  return features.map((feature) => ({
    ...{ feature, unit: feature.unit, used: 0, limit: undefined, isUnlimited: false, resetAt: undefined, reserved: 0 },
    ...{ countedBy: undefined, entitled: undefined, reason: resolve(past, feature.code, plan.at).reason },
  }))
}

const byCode = (one: Entitlement, other: Entitlement): number => (one.feature.code < other.feature.code ? -1 : 1)

function entitlementOf(
  entitled: Entitled,
  { used, reserved, countedBy }: Counted,
  oldestHour: Date | undefined,
): Entitlement {
  const { feature, pool, limit, window } = entitled
  const givesBackAt = oldestHour && rollingEnd(pool, oldestHour)
  return {
    ...{ feature, entitled, reserved, countedBy, reason: undefined },
    unit: pool.unit,
    used: pool.type === 'boolean' ? 0 : Math.max(used, 0),
    limit,
    isUnlimited: limit === undefined && pool.type !== 'boolean',
    resetAt: pool.reset === 'rolling' ? givesBackAt : window.end,
  }
}
