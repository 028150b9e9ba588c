import type { Database, Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, reaches, workspaceOf } from '../caller.ts'
import { fail } from '../errors.ts'
import { slugFor, withFreshSlug } from '../fields/slug.ts'
import { lockOwner } from '../owner-lock.ts'
import type { AddingDeps, PlanLimit } from '../plan-limit.ts'
import { isManager, isSeen, requireManager, type Team } from '../teams/team.ts'
import { findTeam, lockTeam } from '../teams/team-store.ts'
import { namespaceCreated, namespaceDeleted, namespaceUpdated } from './events.ts'
import { ownSettings } from './lists.ts'
import {
  changeNamespace,
  type Namespace,
  type NamespaceChanges,
  type NamespaceDraft,
  newNamespace,
  personalNamespace,
  withoutContent,
} from './namespace.ts'
import { findPaid } from './payment-store.ts'
import { releasePaidReservations, releaseReservationsOfDeleted } from './payment-verbs.ts'
import * as store from './store.ts'

const feature = 'plinth.namespaces'

/** Empty IDs take the values of the context and the caller. */
export type WantedNamespace = Omit<NamespaceDraft, 'id' | 'uuid' | 'workspaceId'> & { workspaceId: string }

/** A manager of the owning workspace, or the owning user, creates a namespace. The first one is the default, and a new default replaces the old one. */
export async function createNamespace(
  tx: Tx,
  caller: Caller,
  wanted: WantedNamespace,
  { clock, planLimit }: AddingDeps,
): Promise<Namespace> {
  const { ownerType } = wanted
  const ownerId = ownerOf(caller, wanted)
  const payerId = wanted.workspaceId || (ownerType === 'Workspace' ? ownerId : undefined)
  const draft = newNamespace(newId('ns', clock), { ...wanted, ownerId, workspaceId: payerId })
  const payer = payerId === undefined ? undefined : { id: payerId, field: payerFields[ownerType] }
  if (payer !== undefined) requirePayer(caller, payer, await findTeam(tx, payer.id, caller))
  await lockOwner(tx, ownerId)
  if (payer !== undefined) await lockForOneMore(tx, caller, payer, planLimit)
  // A user starts with Personal, also if the call of another user names the user first.
  if (ownerType === 'User') await store.insertFirstNamespace(tx, personalNamespace(newId('ns', clock), ownerId))
  const former = await store.findDefault(tx, ownerId)
  if (wanted.isDefault && former !== undefined) await save(tx, former, { ...former, isDefault: false })
  const isDefault = wanted.isDefault || former === undefined
  const namespace = await insertWithSlug(tx, { ...draft, isDefault }, wanted.slug === '')
  tx.emit(namespaceCreated(namespace))
  return namespace
}

async function insertWithSlug(tx: Tx, draft: NamespaceDraft, isSlugOurs: boolean): Promise<Namespace> {
  const namespace = isSlugOurs
    ? await withFreshSlug(() => store.insertNamespace(tx, { ...draft, slug: slugFor(draft.name) }))
    : await store.insertNamespace(tx, draft)
  if (namespace === undefined) throw fail.namespaceSlugTaken()
  return namespace
}

/** Returns a namespace by ID or UUID, to its owning user or to members of the owning workspace. */
export async function getNamespace(db: Queryable, caller: Caller, idOrUuid: string): Promise<Namespace> {
  const reached = await store.findNamespace(db, idOrUuid, caller)
  if (reached === undefined) throw fail.namespaceNotFound()
  if (reached.status === 'suspended' && !caller.isOperator) throw fail.suspended()
  return reached.namespace
}

/** Returns a page of the namespaces that the caller can access. */
export const listNamespaces = (
  database: Database,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<Namespace>> =>
  caller.isOperator
    ? store.pageNamespaces(database, query, caller)
    : database.transaction((tx) => store.pageNamespaces(tx, query, caller), { settings: ownSettings })

/**
 * The owning user, or a manager of the owning workspace, changes a namespace; the caller must manage a new payer. Managers of
 * the workspace that pays for a namespace of a user can end the payment.
 */
export async function updateNamespace(
  tx: Tx,
  caller: Caller,
  idOrUuid: string,
  changes: NamespaceChanges,
  planLimit: PlanLimit,
): Promise<Namespace> {
  if (isDetaching(changes)) {
    const detached = await detach(tx, caller, idOrUuid)
    if (detached !== undefined) return detached
  }
  const namespace = await lock(tx, caller, idOrUuid)
  const changed = changeNamespace(namespace, changes)
  if (changed === namespace) return namespace
  const { workspaceId } = changed
  if (workspaceId !== undefined && workspaceId !== namespace.workspaceId) {
    const payer = { id: workspaceId, field: payerFields.User }
    requirePayer(caller, payer, await findTeam(tx, payer.id, caller))
    await lockForOneMore(tx, caller, payer, planLimit)
  }
  return save(tx, namespace, changed)
}

/** Soft-deletes a namespace. If it was the default, the next one of the owner becomes the default. */
export async function deleteNamespace(tx: Tx, caller: Caller, idOrUuid: string): Promise<void> {
  const namespace = await lock(tx, caller, idOrUuid)
  await store.softDeleteNamespace(tx, namespace.id)
  await releaseReservationsOfDeleted(tx, [namespace])
  tx.emit(namespaceDeleted(namespace))
  if (!namespace.isDefault) return
  const next = await store.findNext(tx, namespace.ownerId)
  if (next !== undefined) await save(tx, next, { ...next, isDefault: true })
}

/** Makes a namespace the default of its owner, in place of the previous one. */
export async function setDefaultNamespace(tx: Tx, caller: Caller, idOrUuid: string): Promise<Namespace> {
  const namespace = await lock(tx, caller, idOrUuid)
  if (namespace.isDefault) return namespace
  const former = await store.findDefault(tx, namespace.ownerId)
  if (former !== undefined) await save(tx, former, { ...former, isDefault: false })
  return save(tx, namespace, { ...namespace, isDefault: true })
}

const isDetaching = ({ workspaceId, ...others }: NamespaceChanges): boolean =>
  workspaceId === null && Object.values(others).every((change) => change === undefined)

/** Returns undefined if the workspace in context does not pay for the namespace, or if the caller has access anyway. */
async function detach(tx: Tx, caller: Caller, idOrUuid: string): Promise<Namespace | undefined> {
  const { workspaceId } = caller
  if (workspaceId === '' || caller.isOperator) return undefined
  const seen = await findPaid(tx, workspaceId, idOrUuid)
  if (seen === undefined || seen.ownerId === caller.userId) return undefined
  // A caller who is refused anyway takes no lock of another user.
  if (!isManager((await findTeam(tx, workspaceId, caller))?.role)) return undefined
  const [, team] = await Promise.all([lockOwner(tx, seen.ownerId), lockTeam(tx, workspaceId, caller)])
  if (team === undefined || !isManager(team.role)) return undefined
  requireManager(caller, team)
  const namespace = await findPaid(tx, workspaceId, idOrUuid)
  if (namespace === undefined) return undefined
  matchVersion(caller, namespace.version)
  return withoutContent(await save(tx, namespace, { ...namespace, workspaceId: undefined }))
}

/** Returns a namespace that the caller may change, in the version of the caller, with its owner locked. */
async function lock(tx: Tx, caller: Caller, idOrUuid: string): Promise<Namespace> {
  const seen = await store.findNamespace(tx, idOrUuid, caller)
  if (seen === undefined) throw fail.namespaceNotFound()
  if (seen.namespace.ownerType === 'Workspace') requireManager(caller, seen)
  const [, reached] = await Promise.all([
    lockOwner(tx, seen.namespace.ownerId),
    store.findNamespace(tx, idOrUuid, caller),
  ])
  if (reached === undefined) throw fail.namespaceNotFound()
  if (reached.namespace.ownerType === 'Workspace') requireManager(caller, reached)
  matchVersion(caller, reached.namespace.version)
  return reached.namespace
}

/** New payer, and the field that names it. */
interface Payer {
  id: string
  field: string
}
const payerFields = { Workspace: 'owner_id', User: 'workspace_id' }

/** Checked before any lock, and again with the team locked. */
function requirePayer(caller: Caller, { id, field }: Payer, team: Team | undefined): void {
  if (!reaches(caller, id) || !isSeen(caller, team))
    throw fail.invalid({ [field]: ['The workspace does not exist, or you are not a member of it.'] })
  requireManager(caller, team)
}

/** Ensures that the workspace may pay for one more namespace, and locks it against additions by others until the transaction ends. */
async function lockForOneMore(tx: Tx, caller: Caller, payer: Payer, planLimit: PlanLimit): Promise<void> {
  requirePayer(caller, payer, await lockTeam(tx, payer.id, caller))
  const limit = await planLimit(tx, caller, payer.id, feature)
  if (limit !== undefined && (await store.countPaid(tx, payer.id)) >= limit) throw fail.planLimitReached(feature, limit)
}

/** Saves a namespace. The paying workspace gets an event, and so does the previous one if it pays no more. */
async function save(tx: Tx, before: Namespace, after: Namespace): Promise<Namespace> {
  const saved = await store.saveNamespace(tx, before, after)
  const payerId = before.workspaceId
  if (payerId !== undefined && payerId !== saved.workspaceId) await releasePaidReservations(tx, payerId, [saved.id])
  for (const event of namespaceUpdated(before, saved)) tx.emit(event)
  return saved
}

function ownerOf(caller: Caller, { ownerType, ownerId }: WantedNamespace): string {
  if (ownerType === 'Workspace') return ownerId || workspaceOf(caller)
  const userId = ownerId || caller.userId
  if (userId === '') throw fail.invalid({ owner_id: ['An operator must name the owner.'] })
  if (userId !== caller.userId && !caller.isOperator) throw fail.operatorsOnly()
  return userId
}
