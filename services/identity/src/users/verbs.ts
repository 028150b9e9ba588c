import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { emitUserUpdated, userCreated } from './events.ts'
import { findUsers, firstUserIds, insertUser, lockUser, lockUserAndHolder, pageUsers, saveUser } from './store.ts'
import {
  changeByOperator,
  changeOwn,
  isProofSame,
  newUser,
  reactivate,
  suspend,
  type User,
  type UserChanges,
  type UserDraft,
} from './user.ts'
import { dropVerification } from './verification-store.ts'
import { takeAddress } from './verification-verbs.ts'

const batchMax = 1_000
const rankedMax = 10_000

/** Creates a user, for operators. The address must be free, or verified by the operator and unverified at another user. */
export async function createUser(
  tx: Tx,
  caller: Caller,
  { emailVerified, ...wanted }: UserDraft & { emailVerified: boolean },
  clock: Clock,
): Promise<User> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  const draft = newUser(wanted)
  if (emailVerified) await takeAddress(tx, (await lockUserAndHolder(tx, '', draft.email)).holder)
  const user = await insertUser(tx, newId('usr', clock), draft, emailVerified)
  if (user === undefined) throw fail.emailTaken()
  tx.emit(userCreated(user))
  return user
}

/** One user; the gateway asks tenancy before whether the caller may see it. */
export async function getUser(db: Queryable, id: string): Promise<User> {
  const [user] = await findUsers(db, [id])
  if (user === undefined) throw fail.userNotFound()
  return user
}

/** The users that exist among the ids. */
export async function getUsers(db: Queryable, ids: readonly string[]): Promise<User[]> {
  if (ids.length > batchMax) throw fail.tooMany(batchMax)
  return findUsers(db, ids)
}

/** A page of the users among the ids. */
export const listUsers = async (
  db: Queryable,
  ids: readonly string[],
  query: ListQuery | undefined,
): Promise<Page<User>> => pageUsers(db, query, ids)

/** The first users among the ids in the order of the list, and how many of the ids pass its filters. */
export async function listFirstUserIds(
  db: Queryable,
  ids: readonly string[],
  query: ListQuery | undefined,
  count: number,
): Promise<{ ids: string[]; total: number }> {
  if (count > rankedMax) throw fail.tooMany(rankedMax)
  return firstUserIds(db, query, ids, count)
}

/** Changes name and address, for the user or an operator; a visible change emits an event for each of `workspaceIds`. */
export async function updateUser(
  tx: Tx,
  caller: Caller,
  id: string,
  changes: UserChanges,
  workspaceIds: readonly string[],
): Promise<User> {
  if (!caller.isOperator && caller.userId !== id) throw fail.notYourUser()
  if (!caller.isOperator && changes.emailVerified !== undefined) throw fail.operatorsOnly()
  const { email = '', emailVerified = false } = changes
  const { user, holder } = await lockUserAndHolder(tx, id, emailVerified ? email : '')
  if (user === undefined) throw fail.userNotFound()
  matchVersion(caller, user.version)
  const changed = caller.isOperator ? changeByOperator(user, changes, await tx.time()) : changeOwn(user, changes)
  if (changed === user) return user
  await takeAddress(tx, holder)
  if (!isProofSame(user, changed)) await dropVerification(tx, id)
  const saved = await saveUser(tx, changed)
  emitUserUpdated(tx, user, saved, workspaceIds)
  return saved
}

/** Suspends or reactivates a user and thereby all keys of it, for operators; does nothing in that status already. */
export async function setUserStatus(
  tx: Tx,
  caller: Caller,
  id: string,
  status: 'active' | 'suspended',
  workspaceIds: readonly string[],
): Promise<User> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  const user = await lockUser(tx, id)
  if (user === undefined) throw fail.userNotFound()
  matchVersion(caller, user.version)
  const changed = status === 'suspended' ? suspend(user, await tx.time()) : reactivate(user)
  if (changed === user) return user
  const saved = await saveUser(tx, changed)
  emitUserUpdated(tx, user, saved, workspaceIds)
  return saved
}
