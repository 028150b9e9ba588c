import { makeApiKey, shownPrefix } from '@plinth/kit/access/api-key-format'
import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Family, newFamily, nextGeneration } from '../api-keys/api-key.ts'
import { findCallerGrant } from '../api-keys/caller-grant-store.ts'
import { type ApiKeyChanges, changeApiKey } from '../api-keys/new-api-key.ts'
import { rotationEnd } from '../api-keys/rotation.ts'
import { type Caller, requireOperator } from '../caller.ts'
import { fail } from '../errors.ts'
import { operatorKeyEvents } from './events.ts'
import {
  lastsUntil,
  newOperatorKey,
  type OperatorKey,
  type OperatorKeyDraft,
  type WantedOperatorKey,
} from './operator-key.ts'
import {
  endOperatorKey,
  findOperatorKey,
  insertOperatorKey,
  lockOperatorKey,
  lockOperatorKeys,
  othersLastUntil,
  pageOperatorKeys,
  saveOperatorKey,
} from './store.ts'

export interface Settings {
  /** "sk_live" */
  keyPrefix: string
  clock: Clock
}

export interface ShownOnce {
  operatorKey: OperatorKey
  /** The whole key. */
  key: string
}

/** Creates an operator key with at most the grant of its maker. */
export async function createOperatorKey(
  tx: Tx,
  caller: Caller,
  wanted: WantedOperatorKey,
  settings: Settings,
): Promise<ShownOnce> {
  requireOperator(caller)
  await lockOperatorKeys(tx)
  const { grant, now } = await findCallerGrant(tx, caller)
  const made = await insertNew(tx, { ...newOperatorKey(wanted, grant, now), ...newFamily }, settings)
  tx.emit(operatorKeyEvents.created(made.operatorKey))
  return made
}

export async function getOperatorKey(db: Queryable, caller: Caller, id: string): Promise<OperatorKey> {
  requireOperator(caller)
  const key = await findOperatorKey(db, id)
  if (key === undefined) throw fail.operatorKeyNotFound()
  return key
}

/** A page of all operator keys, expired ones included. */
export async function listOperatorKeys(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<OperatorKey>> {
  requireOperator(caller)
  return pageOperatorKeys(db, query)
}

/** Changes name, scopes and addresses; the key gains only what the caller has. */
export async function updateOperatorKey(
  tx: Tx,
  caller: Caller,
  id: string,
  changes: ApiKeyChanges,
): Promise<OperatorKey> {
  const key = await lockVisible(tx, caller, id)
  const { grant, now } = await findCallerGrant(tx, caller)
  const changed = changeApiKey(key, changes, grant)
  if (changed === key) return key
  if (lastsUntil(changed, now) === 0) await requireOtherLasting(tx, key, now)
  const saved = await saveOperatorKey(tx, changed)
  tx.emit(operatorKeyEvents.updated(key, saved))
  return saved
}

/** Creates a key with the same settings; the old key works until its grace period ends, at once when it is 0 hours. */
export async function rotateOperatorKey(
  tx: Tx,
  caller: Caller,
  id: string,
  graceHours: number,
  settings: Settings,
): Promise<ShownOnce & { previous: { id: string; expiresAt: Date } }> {
  const key = await lockVisible(tx, caller, id)
  const { grant, now } = await findCallerGrant(tx, caller)
  const bound = { ...key, allWorkspaces: false }
  const expiresAt = rotationEnd({ key: bound, graceHours, callerKeyId: caller.keyId, caller: grant, now })
  if (graceHours === 0) await endOperatorKey(tx, id)
  else await saveOperatorKey(tx, { ...key, expiresAt, rotatedAt: now })
  const made = await insertNew(tx, { ...key, ...nextGeneration(key) }, settings)
  const previous = { id, expiresAt }
  tx.emit(operatorKeyEvents.rotated(made.operatorKey, previous))
  return { ...made, previous }
}

/** Revokes the key; every Authenticate that begins after the commit refuses it. */
export async function revokeOperatorKey(tx: Tx, caller: Caller, id: string): Promise<void> {
  const key = await lockVisible(tx, caller, id)
  const { now } = await findCallerGrant(tx, caller)
  await requireOtherLasting(tx, key, now)
  await endOperatorKey(tx, id)
  tx.emit(operatorKeyEvents.revoked(key))
}

export async function insertNew(
  tx: Tx,
  draft: OperatorKeyDraft & Family,
  { keyPrefix, clock }: Settings,
): Promise<ShownOnce> {
  const made = makeApiKey(keyPrefix)
  const row = { ...draft, id: newId('key', clock), prefix: shownPrefix(keyPrefix, made.lookupId) }
  const operatorKey = await insertOperatorKey(tx, row, made)
  if (operatorKey === undefined) throw fail.lookupTaken()
  return { operatorKey, key: made.key }
}

async function lockVisible(tx: Tx, caller: Caller, id: string): Promise<OperatorKey> {
  requireOperator(caller)
  await lockOperatorKeys(tx)
  const key = await lockOperatorKey(tx, id)
  if (key === undefined) throw fail.operatorKeyNotFound()
  matchVersion(caller, key.version)
  return key
}

async function requireOtherLasting(tx: Tx, key: OperatorKey, now: Date): Promise<void> {
  if ((await othersLastUntil(tx, key.id)) < lastsUntil(key, now)) throw fail.lastOperatorKey()
}
