import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { requireOperator } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { logChange } from '../entitlement-log/store.ts'
import { assignRule } from '../entitlements/grants/assign-rule.ts'
import { hasEnded, heldPackagesMax } from '../entitlements/grants/held-package.ts'
import { fail } from '../errors.ts'
import type { Owner, OwnerName } from '../owner.ts'
import { lockPlan, readMoment } from '../owners/store.ts'
import { findOwner, openPlanChange, type PlanChange } from '../owners/verbs.ts'
import type { Assignment } from './assignment.ts'
import * as rule from './assignment.ts'
import { cycleEnd } from './cycle.ts'
import { aboutPackage, type PackageVerb } from './events.ts'
import * as store from './store.ts'
import { isReplacedBy, nextBase, ownTermOf, termUpTo } from './term.ts'

export interface WantedPackage {
  packageCode: string
  startsAt?: Date | undefined
  expiresAt?: Date | undefined
  billingAnchor?: Date | undefined
}

/** A page of what a workspace or namespace holds and held. */
export async function listAssignments(
  db: Queryable,
  caller: Caller,
  named: OwnerName,
  query: ListQuery | undefined,
): Promise<Page<Assignment>> {
  const owner = await findOwner(db, caller, named)
  return store.pageAssignments(db, query, owner.id)
}

/** Add-ons add up; a base package takes the place of another from its own start on. */
export async function assignPackage(
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  wanted: WantedPackage,
): Promise<Assignment> {
  const { owner, now } = await openPlanChange(tx, change, named)
  const offered = await store.findOffered(tx, wanted.packageCode)
  if (offered === undefined)
    throw fail.invalid({ package: [`There is no active package ${wanted.packageCode} in the catalogue.`] })
  const { startsAt = now, expiresAt } = wanted
  if (expiresAt !== undefined && (expiresAt <= startsAt || expiresAt <= now))
    throw fail.invalid({ expires_at: ['The end must be after the start and in the future.'] })

  const live = await store.lockLive(tx, owner.id)
  const ruled = assignRule(live, offered, { now, startsAt })
  if (ruled === 'TOO_MANY')
    throw fail.wrongState(`An owner can have at most ${heldPackagesMax} current packages. Cancel one first.`)
  if (ruled === 'NOT_STACKABLE')
    throw fail.invalid({ package: ['The package is already assigned, and it is not stackable.'] })
  const assigned = await store.insertAssignment(tx, {
    id: newId('asg', change.clock),
    ownerId: owner.id,
    packageId: offered.id,
    startsAt,
    anchor: wanted.billingAnchor ?? startsAt,
    ...termUpTo({ status: 'active', expiresAt }, ruled.next),
  })
  for (const held of ruled.replaced) {
    const replaced = await store.saveAssignment(tx, rule.replace(held, now, assigned), now)
    record(tx, change, owner, 'cancelled', held, replaced, { replaced_by: assigned.id })
  }
  record(tx, change, owner, 'assigned', undefined, assigned)
  return assigned
}

/** Out of every count at once, until it is reactivated. */
export const suspendAssignment = async (tx: Tx, change: PlanChange, named: OwnerName, id: string) =>
  (await changeOne(tx, change, named, id, 'suspended', (held, { now }) => rule.suspend(held, now))).after

/** Suspended ones only. */
export const reactivateAssignment = async (tx: Tx, change: PlanChange, named: OwnerName, id: string) =>
  (await changeOne(tx, change, named, id, 'reactivated', (held, { now }) => rule.reactivate(held, now))).after

/** Now, or at the end of its billing cycle. A base package that never starts replaces nothing. */
export async function cancelAssignment(
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  id: string,
  isAtPeriodEnd: boolean,
): Promise<Assignment> {
  const changed = await changeOne(tx, change, named, id, 'cancelled', (held, { now, live }) =>
    rule.cancel(held, now, isAtPeriodEnd ? cycleEnd(held, live, later(held.startsAt, now), now) : undefined),
  )
  const { after, now } = changed
  if (after.isBase && after.startsAt > now && hasEnded(after, now)) await giveBackReplaced(tx, change, changed)
  return after
}

async function giveBackReplaced(tx: Tx, change: PlanChange, { owner, before, live, now }: Changed): Promise<void> {
  const bases = live.filter((one) => one.isBase && one.id !== before.id && !hasEnded(one, now))
  for (const held of bases.filter((one) => isReplacedBy(one, before))) {
    const next = nextBase(bases, { ...held, replacedBy: before.replacedBy })
    const restored = await store.saveAssignment(tx, rule.giveBack(held, next), now)
    record(tx, change, owner, 'renewed', held, restored, { not_replaced_by: before.id })
  }
}

/** Until a given end, or for one cycle more, but not beyond the next base package; without an end it goes on anyway. */
export async function renewAssignment(
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  id: string,
  expiresAt: Date | undefined,
): Promise<Assignment> {
  const { after } = await changeOne(tx, change, named, id, 'renewed', (held, { now, live }) => {
    if (expiresAt !== undefined && (expiresAt <= now || expiresAt <= held.startsAt))
      throw fail.invalid({ expires_at: ['The end must be after the start and in the future.'] })
    const ownEnd = ownTermOf(held).expiresAt
    const end = expiresAt ?? (ownEnd && cycleEnd(held, live, ownEnd, now))
    const bases = held.isBase ? live.filter((one) => one.isBase && !hasEnded(one, now)) : []
    return rule.renew(held, now, end, nextBase(bases, held))
  })
  return after
}

/** Ends expired rows and emits events. Safe to run in several processes. Returns true if there may be more. */
export async function endDuePackages(
  tx: Tx,
  change: Pick<PlanChange, 'actor' | 'clock'>,
  max: number,
): Promise<boolean> {
  const ended = await store.endDue(tx, max)
  for (const { workspaceId, statusBefore, ...held } of ended) {
    if (held.status !== 'expired') continue
    const namespaceId = held.ownerId === workspaceId ? '' : held.ownerId
    const before = { ...held, status: statusBefore }
    record(tx, change, { id: held.ownerId, workspaceId, namespaceId }, 'expired', before, held)
  }
  return ended.length === max
}

interface Changed {
  owner: Owner
  before: Assignment
  after: Assignment
  /** All of the owner's that had not ended before the change. */
  live: Assignment[]
  now: Date
}

async function changeOne(
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  id: string,
  verb: PackageVerb,
  apply: (held: Assignment, at: Pick<Changed, 'live' | 'now'>) => Assignment,
): Promise<Changed> {
  const owner = await findOwner(tx, change.caller, named)
  await lockPlan(tx, owner)
  const held = await store.lockAssignment(tx, owner.id, id)
  if (held === undefined) throw fail.assignmentNotFound()
  requireOperator(change.actor)
  matchVersion(change.caller, held.version)
  // The moment comes after the locks: what the job has ended while this waited was over before it.
  const live = await store.lockLive(tx, owner.id)
  const now = await readMoment(tx)
  const after = await store.saveAssignment(tx, apply(held, { live, now }), now)
  record(tx, change, owner, verb, held, after)
  return { owner, before: held, after, live, now }
}

function record(
  tx: Tx,
  { actor, clock }: Pick<PlanChange, 'actor' | 'clock'>,
  owner: Owner,
  verb: PackageVerb,
  before: Assignment | undefined,
  after: Assignment,
  more: Record<string, unknown> = {},
): void {
  tx.emit(aboutPackage(verb, owner, before, after))
  const change = { ...rule.assignmentView(after), ...more }
  logChange(tx, actor, { ownerId: owner.id, action: `package.${verb}`, subjectId: after.id, change }, clock)
}

const later = (one: Date, other: Date): Date => (one > other ? one : other)
