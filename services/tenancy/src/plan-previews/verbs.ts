// A preview makes the change, looks, and rolls back: what it shows cannot differ from what the change does. Nothing of it is
// committed, so no event, log entry or stored answer leaves it.
import type { Database, Tx } from '@plinth/kit/db'
import type { Caller } from '../caller.ts'
import { placeOf } from '../entitlements/balances/balance.ts'
import { nothingCounted } from '../entitlements/balances/limit-rule.ts'
import { type CountOwn, type OwnUse, type OwnUseOf, ownUseAt, ownUseIn } from '../entitlements/balances/own-use.ts'
import { readCounted } from '../entitlements/balances/store.ts'
import { type Plan, planOf, type ReadCatalog } from '../entitlements/plan/plan.ts'
import { type Facts, findFacts, findOwnFacts } from '../entitlements/plan/store.ts'
import type { Owner, OwnerName } from '../owner.ts'
import { lockPlan } from '../owners/store.ts'
import { findOwner } from '../owners/verbs.ts'
import { differenceOf, type FeatureDifference } from './difference.ts'

export interface Preview {
  /** When the change takes effect; both states are of this moment. */
  at: Date
  features: FeatureDifference[]
}

/** Assignments and boosts of the owner before the change, by id. */
export type HeldBefore = (id: string) => { startsAt: Date; expiresAt: Date | undefined } | undefined

/** Makes a change in the transaction; returns when it takes effect, undefined: at once. */
export type PlannedChange = (tx: Tx, heldBefore: HeldBefore) => Promise<Date | undefined>

export interface PreviewDeps {
  database: Database
  readCatalog: ReadCatalog
  countOwn: CountOwn
}

/** Shows a change of an owner's plan without making it. Throws what the change throws. */
export async function previewPlanChange(
  { database, readCatalog, countOwn }: PreviewDeps,
  caller: Caller,
  named: OwnerName,
  change: PlannedChange,
  ownUse?: OwnUse,
): Promise<Preview> {
  let preview: Preview | undefined
  const undone = new Error('a preview is not committed')
  await database
    .transaction(async (tx) => {
      const owner = await findOwner(tx, caller, named)
      await lockPlan(tx, owner)
      const before = await factsOf(tx, caller, owner)
      const held = [...(before?.packages ?? []), ...(before?.boosts ?? [])]
      const takesEffectAt = await change(tx, (id) => held.find((one) => one.id === id))
      // The change happened at a moment of its own, after the transaction began.
      const now = await lockPlan(tx, owner)
      const at = takesEffectAt !== undefined && takesEffectAt > now ? takesEffectAt : now
      const planAt = (facts: Facts | undefined) => planOf(tx, facts && { ...facts, at }, readCatalog)
      const after = await factsOf(tx, caller, owner)
      const plans = [await planAt(before), await planAt(after)] as const
      const ownUseOf = ownUseIn(tx, countOwn, ownUse && ownUseAt(at, now, ownUse))
      preview = { at, features: await differencesOf(tx, plans, ownUseOf) }
      throw undone
    })
    .catch((thrown: unknown) => {
      if (thrown !== undone) throw thrown
    })
  if (preview === undefined) throw new Error('a preview ended without its result')
  return preview
}

const factsOf = async (tx: Tx, caller: Caller, { id, namespaceId }: Owner): Promise<Facts | undefined> =>
  namespaceId === '' ? findOwnFacts(tx, id) : (await findFacts(tx, [{ caller, namespaceIdOrUuid: id }]))[0]

async function differencesOf(
  tx: Tx,
  [before, after]: readonly [Plan, Plan],
  ownUseOf: OwnUseOf,
): Promise<FeatureDifference[]> {
  const resolved = [...after.catalog.features.keys()]
    .map((code) => ({ code, before: before.resolveNow(code), after: after.resolveNow(code) }))
    .flatMap((one) => {
      const counting = one.after.reason === undefined ? one.after : one.before
      return counting.reason === undefined ? [{ ...one, counting, place: placeOf(counting, after.at) }] : []
    })
  const balances = await readCounted(
    tx,
    resolved.map(({ place }) => place),
  )
  const own = await Promise.all(resolved.map(({ counting }) => ownUseOf(counting)))
  return resolved.map((one, at) => differenceOf(one, own[at] ?? balances[at] ?? nothingCounted))
}
