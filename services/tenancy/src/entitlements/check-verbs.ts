import type { Changes } from '@plinth/kit/changes'
import type { Clock } from '@plinth/kit/clock'
import type { Database, Tx } from '@plinth/kit/db'
import { perTick } from '@plinth/kit/per-tick'
import { LRUCache } from 'lru-cache'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { findOwner, type OwnerName } from '../plan/owner.ts'
import { type BalanceKey, isSameBalance, keyNameOf, placeOf } from './balance.ts'
import { readCounted } from './balance-store.ts'
import { refusal, type Verdict } from './consume-verbs.ts'
import { type Counted, decide } from './decision.ts'
import { findOwnFacts } from './facts-store.ts'
import { findOldestHours } from './give-back-store.ts'
import { memory, type Recalled } from './memory.ts'
import type { LoadPlan } from './plan-loader.ts'
import { type Plan, planOf, type ReadCatalog, readPlan } from './plan-reader.ts'
import { amountOf } from './quantity.ts'
import type { Entitled } from './situation.ts'
import { rollingEnd } from './window.ts'

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
  /** When counting begins anew; of a rolling window, when it next gives something back. */
  resetAt: Date | undefined
}

const questionsMax = 100
const nothing = { used: 0, reserved: 0 }

interface Standing {
  ownerId: string
  numbers: Counted & { at: Date }
}

export interface FastVerdicts {
  verdicts: Verdict[]
  /** How long ago the oldest of what they rest on was read. */
  ageMs: number
  /** Whose changes end them. */
  ownerIds: string[]
}

export interface Checker {
  /** Never consumes. In a transaction it asks there, and by itself. */
  check(caller: Caller, namespaceIdOrUuid: string, questions: readonly Question[], tx?: Tx): Promise<Verdict[]>
  /** The same from memory: as of up to 2 s ago, or `maxAgeMs`, and no older than any change this process knows of. */
  checkFast(
    caller: Caller,
    namespaceIdOrUuid: string,
    questions: readonly Question[],
    maxAgeMs?: number,
  ): Promise<FastVerdicts>
  /** Every feature an owner has, with what is used of it. */
  list(caller: Caller, owner: OwnerName): Promise<Entitlement[]>
}

export interface CheckerDeps {
  database: Database
  readCatalog: ReadCatalog
  load: LoadPlan
  changes: Changes
  clock: Clock
}

/** What is asked in one turn of the event loop shares its questions to PostgreSQL; each is answered by itself. */
export function checker({ database, readCatalog, load, ...remembering }: CheckerDeps): Checker {
  const counted = perTick((keys: readonly BalanceKey[]) => readCounted(database, keys), 500, 2)

  // Where a question was counted last: read along with its plan, and used if the plan says that it still is.
  const guesses = new LRUCache<string, BalanceKey>({ max: 20_000 })
  const plans = memory<Plan>({ ...remembering, entriesMax: 10_000 }, ({ ownerIds }) => ownerIds)
  const standings = memory<Standing>({ ...remembering, entriesMax: 50_000 }, ({ ownerId }) => [ownerId])
  const recallStanding = (place: BalanceKey, maxAgeMs: number | undefined) =>
    standings.recall(
      `${keyNameOf(place)} ${place.countedFrom?.getTime()}`,
      async () => ({ ownerId: place.ownerId, numbers: await counted(place) }),
      maxAgeMs,
    )

  const answerFast = async (
    recalled: Recalled<Plan>,
    { feature, quantity }: Question,
    maxAgeMs: number | undefined,
  ): Promise<Recalled<Verdict>> => {
    const { value: plan } = recalled
    const resolution = await plan.resolve(feature)
    if (resolution.reason !== undefined) return { ...recalled, value: refusal(plan, resolution, feature, quantity) }
    const standing = await recallStanding(placeOf(resolution, plan.at), maxAgeMs)
    const { numbers } = standing.value
    const at = new Date(Math.min(numbers.at.getTime(), plan.at.getTime()))
    const verdict = { ...decide(resolution, feature, numbers, quantity), at, steps: resolution.steps }
    return { value: verdict, bornMs: Math.min(recalled.bornMs, standing.bornMs) }
  }
  const guessName = (namespaceIdOrUuid: string, feature: string) => `${namespaceIdOrUuid} ${feature}`
  const answer = async (
    plan: Plan,
    namespaceIdOrUuid: string,
    { feature, quantity }: Question,
    tx: Tx | undefined,
  ): Promise<Verdict> => {
    const resolution = await plan.resolve(feature)
    if (resolution.reason !== undefined) return refusal(plan, resolution, feature, quantity)
    const place = placeOf(resolution, plan.at)
    const { guessed } = plan
    if (guessed !== undefined && isSameBalance(guessed.key, place))
      return { ...decide(resolution, feature, guessed.counted, quantity), at: plan.at, steps: resolution.steps }
    if (tx === undefined) guesses.set(guessName(namespaceIdOrUuid, feature), place)
    const [numbers = nothing] = tx === undefined ? [await counted(place)] : await readCounted(tx, [place])
    return { ...decide(resolution, feature, numbers, quantity), at: plan.at, steps: resolution.steps }
  }
  return {
    async check(caller, namespaceIdOrUuid, questions, tx) {
      const asked = amountsOf(questions)
      const [only] = asked.length === 1 ? asked : []
      const guess = only && guesses.get(guessName(namespaceIdOrUuid, only.feature))
      const plan =
        tx === undefined
          ? await load(caller, namespaceIdOrUuid, guess)
          : await readPlan(tx, caller, namespaceIdOrUuid, readCatalog)
      return Promise.all(asked.map((one) => answer(plan, namespaceIdOrUuid, one, tx)))
    },
    async checkFast(caller, namespaceIdOrUuid, questions, maxAgeMs) {
      const asked = amountsOf(questions)
      const name = `${caller.isOperator} ${caller.userId} ${caller.boundTo} ${namespaceIdOrUuid}`
      const plan = await plans.recall(name, () => load(caller, namespaceIdOrUuid), maxAgeMs)
      const answers = await Promise.all(asked.map((one) => answerFast(plan, one, maxAgeMs)))
      const bornMs = Math.min(...answers.map((one) => one.bornMs))
      return {
        verdicts: answers.map(({ value }) => value),
        ageMs: Math.ceil(remembering.clock.monotonicMs() - bornMs),
        ownerIds: [...plan.value.ownerIds],
      }
    },
    async list(caller, named) {
      const owner = await findOwner(database, caller, named)
      const plan =
        owner.namespaceId === ''
          ? await planOf(database, await findOwnFacts(database, owner.id), readCatalog)
          : await load(caller, owner.id)
      const resolutions = await Promise.all([...plan.catalog.features.keys()].map((code) => plan.resolveNow(code)))
      const entitled = resolutions.filter((resolution) => resolution.reason === undefined)
      const places = entitled.map((resolution) => placeOf(resolution, plan.at))
      const rolling = places.filter(({ reset }) => reset === 'rolling')
      const [numbers, oldest] = await Promise.all([
        Promise.all(places.map((place) => counted(place))),
        findOldestHours(database, rolling),
      ])
      const hours = new Map(rolling.map((place, at) => [place, oldest[at]]))
      return entitled.map((resolution, at) => {
        const place = places[at]
        return entitlementOf(resolution, numbers[at]?.used ?? 0, place && hours.get(place))
      })
    },
  }
}

function amountsOf(questions: readonly Question[]): Question[] {
  if (questions.length > questionsMax) throw fail.tooMany(questionsMax)
  return questions.map(({ feature, quantity }) => ({ feature, quantity: amountOf(quantity) }))
}

function entitlementOf(
  { feature, pool, limit, window }: Entitled,
  used: number,
  oldestHour: Date | undefined,
): Entitlement {
  const givesBackAt = oldestHour && rollingEnd(pool, oldestHour)
  return {
    feature: feature.code,
    unit: pool.unit,
    used: pool.type === 'boolean' ? 0 : Math.max(used, 0),
    limit,
    isUnlimited: limit === undefined && pool.type !== 'boolean',
    resetAt: pool.reset === 'rolling' ? givesBackAt : window.end,
  }
}
