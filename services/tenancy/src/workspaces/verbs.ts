import { tiers } from '@plinth/kit/access/tiers'
import { batcher } from '@plinth/kit/async/batcher'
import { isStorable } from '@plinth/kit/characters'
import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { parseSettings } from '../fields/settings.ts'
import { isSlug, withFreshSlug } from '../fields/slug.ts'
import { namespaceCreated } from '../namespaces/events.ts'
import { defaultNamespace, personalNamespace } from '../namespaces/namespace.ts'
import { isFullStep, notePaymentsDue, paidOf } from '../namespaces/payment-store.ts'
import { endPaymentsFor } from '../namespaces/payment-verbs.ts'
import { lockOwners, lockPayer } from '../owner-lock.ts'
import { memberAdded } from '../teams/events.ts'
import { hasOtherWorkspace, membershipsLock } from '../teams/store.ts'
import { findTeam } from '../teams/team-store.ts'
import { type StatusReason, workspaceCreated, workspaceDeleted, workspaceUpdated } from './events.ts'
import { holdMaker, type Maker } from './makers-store.ts'
import * as store from './store.ts'
import {
  changeWorkspace,
  newWorkspace,
  type Workspace,
  type WorkspaceChanges,
  type WorkspaceDraft,
} from './workspace.ts'

export interface WorkspaceSettings {
  /** The tiers anybody may choose; the others are the operators'. */
  selfServiceTiers: readonly string[]
  /** How many living ones a user's keys may have made. */
  workspacesPerUser: number
  clock: Clock
}

export interface WantedWorkspace extends Omit<WorkspaceDraft, 'settings'> {
  /** One JSON object; empty is {}. */
  settingsJson: string
  /** Empty: the caller. */
  ownerId: string
}

const batchMax = 100

/** The caller, or the user whom an operator names, becomes owner; the workspace gets its default namespace. */
export async function createWorkspace(
  tx: Tx,
  caller: Caller,
  wanted: WantedWorkspace,
  settings: WorkspaceSettings,
): Promise<Workspace> {
  const ownerId = ownerOf(caller, wanted.ownerId)
  const draft = newWorkspace({ ...wanted, settings: parseSettings(wanted.settingsJson) }, openTiers(caller, settings))
  const madeBy = caller.isOperator ? undefined : caller.userId
  const most = settings.workspacesPerUser
  const [at, maker] = await Promise.all([tx.time(), madeBy === undefined ? undefined : holdMaker(tx, madeBy, most)])
  if (maker !== undefined) checkMaker(maker, most)
  const [id, since] = [newId('wks', settings.clock), { createdAt: at, updatedAt: at, version: 1 }]
  const workspace: Workspace = { ...draft, id, status: 'active', ...since }
  const namespace = defaultNamespace(newId('ns', settings.clock), id)
  const personal = personalNamespace(newId('ns', settings.clock), ownerId)
  store.insertWorkspace(tx, { workspace, isSlugWanted: wanted.slug !== '', ownerId, madeBy, namespace, personal })
  tx.emit(workspaceCreated(workspace))
  tx.emit(namespaceCreated({ ...namespace, ...since, isActive: true }))
  tx.emit(memberAdded({ ...since, workspaceId: id, userId: ownerId, role: 'owner' }))
  return workspace
}

function ownerOf(caller: Caller, wantedId: string): string {
  const ownerId = wantedId || caller.userId
  if (ownerId === '') throw fail.invalid({ owner_id: ['An operator must name the owner.'] })
  if (ownerId !== caller.userId && !caller.isOperator) throw fail.operatorsOnly()
  return ownerId
}

function checkMaker({ made, isSuspended }: Maker, max: number): void {
  if (isSuspended) throw fail.suspended()
  if (made >= max) throw fail.tooManyWorkspaces(max)
}

/** Runs a whole creation again that failed because another workspace has the generated slug by chance. */
export async function createWithFreshSlug<T>(create: () => Promise<T>): Promise<T> {
  const made = await withFreshSlug(() =>
    create().catch((thrown: unknown) => {
      if (store.isSlugTaken(thrown)) return undefined
      throw thrown
    }),
  )
  if (made === undefined) throw fail.slugTaken()
  return made
}

/** By id or slug, among those the caller sees; what is asked in one tick is one query. */
export function workspaceGetter(db: Queryable): (caller: Caller, idOrSlug: string) => Promise<Workspace> {
  const byId = batcher((asked: readonly store.WorkspaceQuestion[]) => store.findEach(db, 'id', asked))
  const bySlug = batcher((asked: readonly store.WorkspaceQuestion[]) => store.findEach(db, 'slug', asked))
  return async (caller, idOrSlug) => {
    // One name that the database cannot even read would fail all that are asked with it.
    if (!isStorable(idOrSlug)) throw fail.workspaceNotFound()
    const workspace = await (isSlug(idOrSlug) ? bySlug : byId)({ caller, name: idOrSlug })
    if (workspace === undefined) throw fail.workspaceNotFound()
    return workspace
  }
}

/** Those among the ids that the caller sees. */
export async function getWorkspaces(db: Queryable, caller: Caller, ids: readonly string[]): Promise<Workspace[]> {
  if (ids.length > batchMax) throw fail.tooMany(batchMax)
  return store.findWorkspaces(db, ids, caller)
}

/** A page of the caller's workspaces; of all, for an operator. */
export const listWorkspaces = async (
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<Workspace>> => store.pageWorkspaces(db, query, caller)

/** An owner, admin or operator changes a workspace; without a change nothing happens. */
export async function updateWorkspace(
  tx: Tx,
  caller: Caller,
  idOrSlug: string,
  changes: WorkspaceChanges,
  settings: WorkspaceSettings,
): Promise<Workspace> {
  const { workspace, role } = await lock(tx, caller, idOrSlug)
  if (!caller.isOperator && role === 'member') throw fail.managersOnly()
  if (!caller.isOperator && workspace.status === 'suspended') throw fail.suspended()
  matchVersion(caller, workspace.version)
  const changed = changeWorkspace(workspace, changes, openTiers(caller, settings))
  if (!caller.isOperator && role !== 'owner' && changed.foreignKeys !== workspace.foreignKeys) throw fail.ownersOnly()
  return save(tx, workspace, changed)
}

/** An owner or operator soft-deletes a workspace. A user cannot delete their only workspace. */
export async function deleteWorkspace(tx: Tx, caller: Caller, idOrSlug: string): Promise<void> {
  // Two deletions by one user at once would each leave the other's workspace.
  if (!caller.isOperator) await tx.query(membershipsLock([caller.userId]))
  const seen = await store.findWorkspace(tx, idOrSlug, caller)
  if (seen === undefined) throw fail.workspaceNotFound()
  // Before the locks of others are taken, and again with the row held.
  if (!caller.isOperator && (await findTeam(tx, seen.id, caller))?.role !== 'owner') throw fail.ownersOnly()
  // Deletes its namespaces and ends its first payments: owners are locked before the row of the workspace, in the same order as additions.
  const paid = await paidOf(tx, seen.id)
  await lockOwners(tx, [seen.id, ...paid.map(({ ownerId }) => ownerId)])
  const { workspace, role } = await lock(tx, caller, seen.id)
  if (!caller.isOperator && role !== 'owner') throw fail.ownersOnly()
  if (!caller.isOperator && workspace.status === 'suspended') throw fail.suspended()
  matchVersion(caller, workspace.version)
  if (!caller.isOperator && !(await hasOtherWorkspace(tx, caller.userId, workspace.id))) throw fail.onlyWorkspace()
  await lockPayer(tx, workspace.id)
  await endPaymentsFor(
    tx,
    workspace.id,
    paid.map(({ id }) => id),
  )
  if (isFullStep(paid)) await notePaymentsDue(tx, workspace.id)
  // A trigger ends payments that began meanwhile, and all of a deletion by the release before.
  await store.softDeleteWorkspace(tx, workspace.id)
  tx.emit(workspaceDeleted(workspace))
}

/** An operator stops or starts a workspace; in that state already, nothing happens. */
export async function setWorkspaceStatus(
  tx: Tx,
  caller: Caller,
  idOrSlug: string,
  status: Workspace['status'],
  reason: string,
): Promise<Workspace> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  const { workspace, statusReason } = await lock(tx, caller, idOrSlug)
  matchVersion(caller, workspace.version)
  const changed = workspace.status === status ? workspace : { ...workspace, status }
  return save(tx, workspace, changed, { from: statusReason, to: reason })
}

async function lock(tx: Tx, caller: Caller, idOrSlug: string): Promise<store.LockedWorkspace> {
  const locked = await store.lockWorkspace(tx, idOrSlug, caller)
  if (locked === undefined) throw fail.workspaceNotFound()
  return locked
}

async function save(tx: Tx, before: Workspace, after: Workspace, reason?: StatusReason): Promise<Workspace> {
  if (after === before) return before
  store.saveWorkspace(tx, after, reason?.to)
  const saved = { ...after, updatedAt: await tx.time(), version: before.version + 1 }
  tx.emit(workspaceUpdated(before, saved, reason))
  return saved
}

const openTiers = (caller: Caller, { selfServiceTiers }: WorkspaceSettings): readonly string[] =>
  caller.isOperator ? tiers : selfServiceTiers
