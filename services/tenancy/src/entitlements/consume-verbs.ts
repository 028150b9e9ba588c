import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { Actor } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { metadataMistakes } from '../fields/text-rules.ts'
import { type Place, placeOf } from './balance.ts'
import { lockUsed, tidyBalance } from './balance-store.ts'
import { admit, alert } from './count.ts'
import { type Decision, decide } from './decision.ts'
import { countUse, type NewRecord } from './ledger-store.ts'
import { once } from './once.ts'
import { type Plan, type ReadCatalog, readPlanToSpend } from './plan-reader.ts'
import { amountOf, changeOf, checkEventId } from './quantity.ts'
import type { Resolution, Step } from './situation.ts'

/** A decision, and when it was true. */
export interface Verdict extends Decision {
  at: Date
  steps: () => readonly Step[]
}

export interface Spending {
  caller: Caller
  actor: Actor
  clock: Clock
  readCatalog: ReadCatalog
}

export interface WantedUse {
  namespaceIdOrUuid: string
  feature: string
  quantity: number
  eventId: string
  metadata: Readonly<Record<string, string>>
}

export interface Recorded {
  id: string
  feature: string
  /** As applied. */
  quantity: number
  eventId: string
  metadata: Readonly<Record<string, string>>
  recordedAt: Date
}

export interface Used {
  verdict: Verdict
  /** Undefined when refused. */
  record: Recorded | undefined
}

/** Checks and records in one guarded statement: however many ask at once, no limit is overshot. */
export async function consume(tx: Tx, by: Spending, wanted: WantedUse): Promise<Used> {
  const quantity = amountOf(wanted.quantity)
  checkUse(wanted)
  const plan = await readPlanToSpend(tx, by.caller, wanted.namespaceIdOrUuid, by.readCatalog)
  const { feature } = wanted
  return counted(tx, plan, wanted, quantity, async () => {
    const resolution = await plan.resolve(feature)
    if (resolution.reason !== undefined)
      return { verdict: refusal(plan, resolution, feature, quantity), record: undefined }
    const place = placeOf(resolution, plan.at)
    const { limit } = resolution
    const record = recordOf(plan, by, wanted, quantity)
    const outcome = await admit(tx, place, limit, quantity, () => countUse(tx, place, record, limit))
    // What was counted has been allowed: nothing more is asked for.
    const decision = decide(resolution, feature, outcome.counted, outcome.isCounted ? 0 : quantity)
    const verdict = { ...decision, at: plan.at, steps: resolution.steps }
    if (!outcome.isCounted) return { verdict, record: undefined }
    await alert(tx, plan, resolution, place, outcome.now)
    return { verdict, record: { ...record, recordedAt: outcome.now.at } }
  })
}

/** Records without asking. What is given back is no more than is used in the current window. */
export async function recordUsage(tx: Tx, by: Spending, wanted: WantedUse): Promise<Used> {
  const quantity = changeOf(wanted.quantity)
  checkUse(wanted)
  const plan = await readPlanToSpend(tx, by.caller, wanted.namespaceIdOrUuid, by.readCatalog)
  const { feature } = wanted
  return counted(tx, plan, wanted, quantity, async () => {
    const resolution = await plan.resolve(feature)
    const room = resolution.reason === undefined ? resolution : plan.ownRoom(feature)
    if (room === undefined) throw fail.invalid({ feature: [`The feature ${feature} does not exist.`] })
    const place = placeOf(room, plan.at)
    const applied = quantity < 0 ? await givenBack(tx, place, room.limit, quantity) : quantity
    const record = recordOf(plan, by, wanted, applied)
    const outcome = await admit(tx, place, undefined, applied, () => countUse(tx, place, record, undefined))
    if (!outcome.isCounted) throw new Error('recording was refused without a limit')
    if (resolution.reason === undefined) await alert(tx, plan, resolution, place, outcome.now)
    const decision = decide(resolution, feature, outcome.counted, 0)
    const verdict = { ...decision, at: plan.at, steps: resolution.steps }
    return { verdict, record: { ...record, recordedAt: outcome.now.at } }
  })
}

/** Only what was counted binds the event_id. */
const counted = (
  tx: Tx,
  { namespaceId }: Plan,
  { feature, eventId }: WantedUse,
  quantity: number,
  work: () => Promise<Used>,
) =>
  once(
    tx,
    { namespaceId, feature, eventId },
    quantity,
    work,
    (used) => (used.record === undefined ? undefined : used),
    revive,
  )

/** No more than is used; the balance stays locked. */
async function givenBack(tx: Tx, place: Place, limit: number | undefined, quantity: number): Promise<number> {
  await tidyBalance(tx, place, limit)
  const used = Math.max(await lockUsed(tx, place), 0)
  return used === 0 ? 0 : Math.max(quantity, -used)
}

export const refusal = (plan: Plan, resolution: Resolution, feature: string, quantity: number): Verdict => ({
  ...decide(resolution, feature, { used: 0, reserved: 0 }, quantity),
  at: plan.at,
  steps: resolution.steps,
})

export function checkUse({ eventId, metadata }: WantedUse): void {
  checkEventId(eventId)
  const mistakes = metadataMistakes(metadata)
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

export const recordOf = (
  plan: Pick<Plan, 'namespaceId'>,
  by: Pick<Spending, 'actor' | 'clock'>,
  wanted: WantedUse,
  quantity: number,
): NewRecord => ({
  id: newId('use', by.clock),
  namespaceId: plan.namespaceId,
  feature: wanted.feature,
  quantity,
  eventId: wanted.eventId,
  reservationId: '',
  actorId: by.actor.id,
  metadata: wanted.metadata,
})

// Written by the two verbs above, and read back from JSON.
export function revive(stored: object): Used {
  const { verdict, record } = stored as Used
  return {
    verdict: { ...verdict, at: new Date(verdict.at) },
    record: record === undefined ? undefined : { ...record, recordedAt: new Date(record.recordedAt) },
  }
}
