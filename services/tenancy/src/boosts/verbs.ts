import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { requireOperator } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { findFeature } from '../catalog/catalog.ts'
import { loadCatalog } from '../catalog/read-store.ts'
import { logChange } from '../entitlement-log/store.ts'
import { anchorOf } from '../entitlements/grants/grants.ts'
import { heldBoostsMax } from '../entitlements/grants/held-boost.ts'
import { fail } from '../errors.ts'
import type { Owner, OwnerName } from '../owner.ts'
import { lockPlan } from '../owners/store.ts'
import { findOwner, openPlanChange, type PlanChange } from '../owners/verbs.ts'
import { lockLive } from '../packages/store.ts'
import { type Boost, boostView, newBoost, type WantedBoost } from './boost.ts'
import { aboutBoost } from './events.ts'
import * as store from './store.ts'

// A boost starts and ends; it never changes in between.
const unversioned = 0

/** Returns a page of the boosts of a workspace or namespace. */
export async function listBoosts(
  db: Queryable,
  caller: Caller,
  named: OwnerName,
  query: ListQuery | undefined,
): Promise<Page<Boost>> {
  const owner = await findOwner(db, caller, named)
  return store.pageBoosts(db, query, owner.id)
}

/** Adds a boost in addition to the packages. A boost for a child feature applies to its pool. */
export async function createBoost(
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  feature: string,
  wanted: WantedBoost,
): Promise<Boost> {
  const { owner, now } = await openPlanChange(tx, change, named)
  const catalog = await loadCatalog(tx)
  const pool = findFeature(catalog, feature)?.pool
  if (pool === undefined || !(await store.holdFeature(tx, pool.code)))
    throw fail.invalid({ feature: [`The feature ${feature} does not exist.`] })
  const anchor = anchorOf(catalog, await lockLive(tx, owner.id), wanted.startsAt ?? now)
  const draft = newBoost(pool, wanted, anchor, now)
  if ((await store.countLive(tx, owner.id)) >= heldBoostsMax)
    throw fail.wrongState(`An owner can have at most ${heldBoostsMax} current boosts. End one first.`)
  const boost = await store.insertBoost(tx, newId('bst', change.clock), owner.id, draft)
  record(tx, change, owner, 'activated', undefined, boost)
  return boost
}

/** Ends a boost immediately. */
export async function deleteBoost(tx: Tx, change: PlanChange, named: OwnerName, id: string): Promise<void> {
  const owner = await findOwner(tx, change.caller, named)
  const now = await lockPlan(tx, owner)
  // The later refusal of callers other than operators undoes it.
  const ended = await store.endBoost(tx, owner.id, id, now)
  if (ended === undefined) throw fail.boostNotFound()
  requireOperator(change.actor)
  matchVersion(change.caller, unversioned)
  record(tx, change, owner, 'expired', ended.before, ended.after, { is_deleted: true })
}

/** Ends expired rows and emits events. Safe to run in several processes. Returns true if there may be more. */
export async function endDueBoosts(tx: Tx, change: Pick<PlanChange, 'actor' | 'clock'>, max: number): Promise<boolean> {
  const ended = await store.endDue(tx, max)
  for (const { ownerId, workspaceId, ...boost } of ended) {
    const namespaceId = ownerId === workspaceId ? '' : ownerId
    const owner = { id: ownerId, workspaceId, namespaceId }
    record(tx, change, owner, 'expired', { ...boost, status: 'active' }, { ...boost, status: 'expired' })
  }
  return ended.length === max
}

function record(
  tx: Tx,
  { actor, clock }: Pick<PlanChange, 'actor' | 'clock'>,
  owner: Owner,
  verb: 'activated' | 'expired',
  before: Boost | undefined,
  after: Boost,
  more: Record<string, unknown> = {},
): void {
  tx.emit(aboutBoost(verb, owner, before, after))
  const change = { ...boostView(after), ...more }
  const { id: subjectId, feature } = after
  logChange(tx, actor, { ownerId: owner.id, action: `boost.${verb}`, feature, subjectId, change }, clock)
}
