import { type Tx, unwrap } from '@plinth/kit/db'
import { toPlinthError } from '@plinth/kit/errors'
import type { MethodDefinition, ResponseOf, ServerCall } from '@plinth/kit/rpc'
import { fail } from '../../errors.ts'
import { type Place, placeOf } from '../balances/balance.ts'
import { type CountedNow, countUse } from '../balances/count-store.ts'
import { findLapsed } from '../balances/held-store.ts'
import { emitAlerts } from '../balances/limit-alert-store.ts'
import { alertsOf } from '../balances/limit-alerts.ts'
import { verdictOf } from '../balances/limit-rule.ts'
import { changeOf } from '../balances/quantity.ts'
import type { NewRecord } from '../balances/record.ts'
import { repairBalances } from '../balances/repair-store.ts'
import { setAlerted } from '../balances/store.ts'
import type { Entitled } from '../grants/resolution.ts'
import { type Plan, type ReadCatalog, readPlanToSpend } from '../plan/plan.ts'
import type { BatchItem } from './batch-item.ts'
import type { ConsumeContext } from './consume-context.ts'
import { type ConsumeResult, recordOf } from './consume-result.ts'
import { dedupeByEventId } from './dedupe-by-event-id.ts'
import type { GroupCommit } from './group-commit.ts'
import { checkUse, type UsageInput } from './usage-input.ts'

const plansMax = 5

export interface BatchedCall<M extends MethodDefinition> {
  method: M
  call: ServerCall
  /** Checks the call and reads its plan. */
  prepare: () => Promise<BatchItem>
  toAnswer: (result: ConsumeResult) => ResponseOf<M>
}

/** Consumes or reserves in the next batch. When the plan changed meanwhile it is read again. */
export async function commitInBatch<M extends MethodDefinition>(
  commit: GroupCommit,
  { method, call, prepare, toAnswer }: BatchedCall<M>,
): Promise<ResponseOf<M>> {
  for (let plans = 0; plans < plansMax; plans++) {
    const item = await prepare().catch((thrown: unknown) => refusedItem(thrown, call))
    const outcome = await commit({ method, call, entry: { item, toAnswer } })
    if (outcome === undefined) continue
    if ('failure' in outcome) throw outcome.failure
    // Made by toAnswer, or read by this method's own decoder.
    return unwrap(outcome) as ResponseOf<M>
  }
  throw fail.crowded()
}

/** With an Idempotency-Key, an earlier answer goes before the refusal of this call. */
function refusedItem(thrown: unknown, { context }: ServerCall): BatchItem {
  if (context.idempotency === undefined) throw thrown
  return { kind: 'refused', refusal: toPlinthError(thrown) }
}

/** Records without asking. A quantity that is given back is no more than is used in the current window. */
export async function recordUsage(
  tx: Tx,
  by: ConsumeContext,
  readCatalog: ReadCatalog,
  input: UsageInput,
): Promise<ConsumeResult> {
  const quantity = changeOf(input.quantity)
  checkUse(input)
  const plan = await readPlanToSpend(tx, by.caller, input.namespaceIdOrUuid, readCatalog)
  const { namespaceId, at } = plan
  const { feature, eventId } = input
  return dedupeByEventId(tx, { namespaceId, feature, eventId }, quantity, async () => {
    const resolution = await plan.resolve(feature)
    const pool = resolution.reason === undefined ? resolution : plan.fallbackPool(feature)
    if (pool === undefined) throw fail.invalid({ feature: [`The feature ${feature} does not exist.`] })
    const place = placeOf(pool, at)
    const applied = quantity < 0 ? await givenBack(tx, place, pool.limit, quantity) : quantity
    const record = recordOf(plan, by, input, applied)
    const now = await countRepaired(tx, place, pool.limit, record)
    if (resolution.reason === undefined) await raiseAlerts(tx, plan, resolution, place, now)
    const [row] = now.reserved === 0 ? [] : await findLapsed(tx, [place])
    const counted = { used: now.used, reserved: now.reserved - (row?.lapsed ?? 0) }
    return { verdict: verdictOf(resolution, feature, counted, 0, at), record: { ...record, recordedAt: now.at } }
  })
}

/** No more than is used; the balance stays locked. */
async function givenBack(tx: Tx, place: Place, limit: number | undefined, quantity: number): Promise<number> {
  const [row] = await repairBalances(tx, [{ place, limit }])
  const used = Math.max(row?.used ?? 0, 0)
  return used === 0 ? 0 : Math.max(quantity, -used)
}

async function countRepaired(tx: Tx, place: Place, limit: number | undefined, record: NewRecord): Promise<CountedNow> {
  const now = await countUse(tx, place, record)
  if (now !== undefined) return now
  await repairBalances(tx, [{ place, limit }])
  const repaired = await countUse(tx, place, record)
  if (repaired === undefined)
    throw fail.invalid({ quantity: ['The total is larger than the highest number that can be counted.'] })
  return repaired
}

/** For use that was counted by itself; a batch writes its alerts with its balances. */
export async function raiseAlerts(
  tx: Tx,
  plan: Plan,
  entitled: Entitled,
  place: Place,
  now: CountedNow,
): Promise<void> {
  const { alerted, alerts } = alertsOf(plan, entitled, place, now)
  if (alerts.length === 0) return
  await setAlerted(tx, place, alerted)
  emitAlerts(tx, alerts)
}
