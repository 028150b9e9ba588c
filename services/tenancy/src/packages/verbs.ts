import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { requireOperator } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { logChange } from '../entitlement-log/store.ts'
import { assignRule } from '../entitlements/grants/assign-rule.ts'
import { endBefore, hasEnded, heldPackagesMax } from '../entitlements/grants/held-package.ts'
import { nextBoundary } from '../entitlements/grants/window.ts'
import { fail } from '../errors.ts'
import type { Owner, OwnerName } from '../owner.ts'
import { lockPlan } from '../owners/store.ts'
import { findOwner, openPlanChange, type PlanChange } from '../owners/verbs.ts'
import type { Assignment } from './assignment.ts'
import * as rule from './assignment.ts'
import { aboutPackage, type PackageVerb } from './events.ts'
import * as store from './store.ts'

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
  const ruled = assignRule(live, offered, { now, startsAt, expiresAt })
  if (ruled === 'TOO_MANY')
    throw fail.wrongState(`An owner can have at most ${heldPackagesMax} current packages. Cancel one first.`)
  if (ruled === 'NOT_STACKABLE')
    throw fail.invalid({ package: ['The package is already assigned, and it is not stackable.'] })
  const assigned = await store.insertAssignment(tx, {
    id: newId('asg', change.clock),
    ownerId: owner.id,
    packageId: offered.id,
    startsAt,
    expiresAt: ruled.expiresAt,
    anchor: wanted.billingAnchor ?? startsAt,
  })
  for (const held of ruled.replaced) {
    const replaced = await store.saveAssignment(tx, rule.replace(held, now, assigned), now)
    record(tx, change, owner, 'cancelled', held, replaced, { replaced_by: assigned.id })
  }
  record(tx, change, owner, 'assigned', undefined, assigned)
  return assigned
}

/** Out of every count at once, until it is reactivated. */
export const suspendAssignment = (tx: Tx, change: PlanChange, named: OwnerName, id: string) =>
  changeOne(tx, change, named, id, 'suspended', rule.suspend)

/** Suspended ones only. */
export const reactivateAssignment = (tx: Tx, change: PlanChange, named: OwnerName, id: string) =>
  changeOne(tx, change, named, id, 'reactivated', rule.reactivate)

/** Now, or at the end of its billing cycle. */
export const cancelAssignment = (tx: Tx, change: PlanChange, named: OwnerName, id: string, isAtPeriodEnd: boolean) =>
  changeOne(tx, change, named, id, 'cancelled', (held, now) =>
    rule.cancel(held, now, isAtPeriodEnd ? nextBoundary(held.anchor, later(held.startsAt, now)) : undefined),
  )

/** Until a given end, or for one cycle more, but not beyond the next base package; without an end it goes on anyway. */
export const renewAssignment = (
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  id: string,
  expiresAt: Date | undefined,
) =>
  changeOne(tx, change, named, id, 'renewed', async (held, now) => {
    if (expiresAt !== undefined && (expiresAt <= now || expiresAt <= held.startsAt))
      throw fail.invalid({ expires_at: ['The end must be after the start and in the future.'] })
    const end = expiresAt ?? (held.expiresAt && nextBoundary(held.anchor, held.expiresAt))
    const live = held.isBase ? await store.lockLive(tx, held.ownerId) : []
    const bases = live.filter((one) => one.isBase && !hasEnded(one, now))
    return rule.renew(held, now, endBefore(bases, held.startsAt, end))
  })

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

async function changeOne(
  tx: Tx,
  change: PlanChange,
  named: OwnerName,
  id: string,
  verb: PackageVerb,
  apply: (held: Assignment, now: Date) => Assignment | Promise<Assignment>,
): Promise<Assignment> {
  const owner = await findOwner(tx, change.caller, named)
  const now = await lockPlan(tx, owner)
  const held = await store.lockAssignment(tx, owner.id, id)
  if (held === undefined) throw fail.assignmentNotFound()
  requireOperator(change.actor)
  matchVersion(change.caller, held.version)
  const saved = await store.saveAssignment(tx, await apply(held, now), now)
  record(tx, change, owner, verb, held, saved)
  return saved
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
