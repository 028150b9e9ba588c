import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, matchVersion } from '../caller.ts'
import { fail } from '../errors.ts'
import { userCreated, userUpdated } from '../events.ts'
import { findUsers, insertUser, lockUser, pageUsers, saveUser } from './store.ts'
import { changeUser, newUser, type User, type UserChanges, type UserDraft } from './user.ts'

const batchMax = 1_000

/** An operator makes a user; the address must be free. */
export async function createUser(tx: Tx, caller: Caller, wanted: UserDraft, clock: Clock): Promise<User> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  const user = await insertUser(tx, newId('usr', clock), newUser(wanted))
  if (user === undefined) throw fail.emailTaken()
  tx.emit(userCreated(user))
  return user
}

/** One user; who may see it is settled with tenancy beforehand. */
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
): Promise<Page<User>> => pageUsers(db, ids, query)

/** The user or an operator changes name and address; every workspace in `workspaceIds` hears of it. */
export async function updateUser(
  tx: Tx,
  caller: Caller,
  id: string,
  changes: UserChanges,
  workspaceIds: readonly string[],
): Promise<User> {
  if (!caller.isOperator && caller.userId !== id) throw fail.notYourUser()
  const user = await lockUser(tx, id)
  if (user === undefined) throw fail.userNotFound()
  matchVersion(caller, user.version)
  const changed = changeUser(user, changes)
  if (changed === user) return user
  const saved = await saveUser(tx, changed)
  for (const workspaceId of new Set(workspaceIds)) tx.emit(userUpdated(saved, workspaceId))
  return saved
}
