import { makeApiKey, shownPrefix } from '@plinth/kit/access/api-key-format'
import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { fail } from '../errors.ts'
import { holdUser } from '../users/store.ts'
import { type ApiKey, type Family, newFamily, nextGeneration } from './api-key.ts'
import { findCallerGrant } from './caller-grant-store.ts'
import { apiKeyEvents } from './events.ts'
import { countActiveKeys, requireGraceQuota, requireKeyQuota } from './key-quota-store.ts'
import { type ApiKeyChanges, type ApiKeyDraft, changeApiKey, newApiKey, type WantedApiKey } from './new-api-key.ts'
import { rotationEnd } from './rotation.ts'
import { deleteApiKey, findApiKey, holdKey, insertApiKey, lockApiKey, pageApiKeys, saveApiKey } from './store.ts'

export interface ApiKeySettings {
  /** "sk_live" */
  keyPrefix: string
  activeKeysMax: number
  clock: Clock
}

export interface ShownOnce {
  apiKey: ApiKey
  /** The whole key. */
  key: string
}

/** Creates a key of the workspace in context, for the caller, or for the user that an operator names. */
export async function createApiKey(
  tx: Tx,
  caller: Caller,
  wanted: WantedApiKey & { userId: string; workspaceTier: string },
  settings: ApiKeySettings,
): Promise<ShownOnce> {
  const workspaceId = workspaceOf(caller)
  const userId = await holderOf(tx, caller, wanted.userId)
  // Waits for a revocation of the key of the caller: a revoked key creates no further key.
  await holdKey(tx, caller.keyId)
  const { grant, now } = await findCallerGrant(tx, caller)
  const draft = newApiKey(wanted, grant, wanted.workspaceTier, now)
  await requireKeyQuota(tx, workspaceId, settings.activeKeysMax, caller.planLimits)
  const made = await insert(tx, workspaceId, { ...draft, userId, ...newFamily }, settings)
  tx.emit(apiKeyEvents.created(made.apiKey))
  return made
}

/** Every member sees all keys of the workspace. */
export async function getApiKey(db: Queryable, caller: Caller, id: string): Promise<ApiKey> {
  const key = await findApiKey(db, workspaceOf(caller), id)
  if (key === undefined) throw fail.keyNotFound()
  return key
}

/** A page of all keys of the workspace in context. */
export const listApiKeys = async (db: Queryable, caller: Caller, query: ListQuery | undefined): Promise<Page<ApiKey>> =>
  pageApiKeys(db, query, workspaceOf(caller))

/** Counts the keys that the plan of a workspace limits; the gateway has resolved the access of its caller. */
export const countApiKeys = (db: Queryable, workspaceId: string): Promise<number> => countActiveKeys(db, workspaceId)

/** Changes name, scopes and addresses; for the holder or a manager of the workspace. */
export async function updateApiKey(tx: Tx, caller: Caller, id: string, changes: ApiKeyChanges): Promise<ApiKey> {
  const key = await lockMine(tx, caller, id)
  const { grant } = await findCallerGrant(tx, caller)
  const changed = changeApiKey(key, changes, grant)
  if (changed === key) return key
  const saved = await saveApiKey(tx, key.workspaceId, changed)
  tx.emit(apiKeyEvents.updated(key, saved))
  return saved
}

/**
 * Creates a key with the same settings; the old key works until its grace period ends. For the holder or an operator alone:
 * a caller that reads the answer can act as the holder, also in other workspaces.
 */
export async function rotateApiKey(
  tx: Tx,
  caller: Caller,
  id: string,
  graceHours: number,
  settings: ApiKeySettings,
): Promise<ShownOnce & { previous: { id: string; expiresAt: Date } }> {
  // The row of the user is locked first, as in the creation of a key and the deletion of its user.
  const { userId } = await getApiKey(tx, caller, id)
  if (!(await holdUser(tx, userId))) throw fail.keyNotFound()
  const key = await lockVisible(tx, caller, id)
  if (!caller.isOperator && key.userId !== caller.userId) throw fail.notYoursToRotate()
  const { grant, now } = await findCallerGrant(tx, caller)
  const expiresAt = rotationEnd({ key, graceHours, callerKeyId: caller.keyId, caller: grant, now })
  if (graceHours === 0) await deleteApiKey(tx, key.workspaceId, id)
  else {
    await requireGraceQuota(tx, key.workspaceId, settings.activeKeysMax)
    await saveApiKey(tx, key.workspaceId, { ...key, expiresAt, rotatedAt: now })
  }
  const made = await insert(tx, key.workspaceId, { ...key, ...nextGeneration(key) }, settings)
  const previous = { id, expiresAt }
  tx.emit(apiKeyEvents.rotated(made.apiKey, previous))
  return { ...made, previous }
}

/** Revokes a key, for its holder or a manager; every Authenticate that begins after the commit refuses it. */
export async function revokeApiKey(tx: Tx, caller: Caller, id: string): Promise<void> {
  const key = await lockMine(tx, caller, id)
  await deleteApiKey(tx, key.workspaceId, id)
  tx.emit(apiKeyEvents.revoked(key))
}

async function insert(
  tx: Tx,
  workspaceId: string,
  draft: ApiKeyDraft & Family & { userId: string },
  { keyPrefix, clock }: ApiKeySettings,
): Promise<ShownOnce> {
  const made = makeApiKey(keyPrefix)
  const row = { ...draft, id: newId('key', clock), prefix: shownPrefix(keyPrefix, made.lookupId) }
  return { apiKey: await insertApiKey(tx, workspaceId, row, made), key: made.key }
}

async function holderOf(tx: Tx, caller: Caller, wantedUserId: string): Promise<string> {
  const userId = wantedUserId || caller.userId
  if (userId === '') throw fail.invalid({ user_id: ['An operator must name the user that the key is for.'] })
  if (userId !== caller.userId && !caller.isOperator) throw fail.operatorsOnly()
  if (await holdUser(tx, userId)) return userId
  throw userId === caller.userId ? fail.invalidKey() : fail.invalid({ user_id: ['The user was not found.'] })
}

async function lockVisible(tx: Tx, caller: Caller, id: string): Promise<ApiKey> {
  const key = await lockApiKey(tx, workspaceOf(caller), id)
  if (key === undefined) throw fail.keyNotFound()
  matchVersion(caller, key.version)
  return key
}

async function lockMine(tx: Tx, caller: Caller, id: string): Promise<ApiKey> {
  const key = await lockVisible(tx, caller, id)
  if (!caller.isManager && key.userId !== caller.userId) throw fail.notYourKey()
  return key
}
