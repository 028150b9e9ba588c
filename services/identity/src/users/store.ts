import { foldEmail } from '@plinth/kit/access/email-address'
import { brokenConstraint, type PageSource, pagesOf, type Queryable, selectFirstIds, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows } from '@plinth/kit/db/rows'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../errors.ts'
import type { User, UserDraft } from './user.ts'

const userColumns =
  'id, name, email, tier, email_verified_at, pending_email, suspended_at, created_at, updated_at, version'

/** Returns undefined when the address is taken. */
export async function insertUser(tx: Tx, id: string, draft: UserDraft, isVerified: boolean): Promise<User | undefined> {
  return readRow<User>(tx, {
    name: 'user_insert',
    text: `INSERT INTO "user" (id, name, email, email_folded, tier, email_verified_at, is_told)
      VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::boolean THEN plinth_now() END, true)
      ON CONFLICT (email_folded) DO NOTHING RETURNING ${userColumns}`,
    values: [id, draft.name, draft.email, foldEmail(draft.email), draft.tier, isVerified],
  })
}

export async function findUsers(db: Queryable, ids: readonly string[]): Promise<User[]> {
  return readRows<User>(db, {
    name: 'user_find',
    text: `SELECT ${userColumns} FROM "user" WHERE id = ANY($1)`,
    values: [ids],
  })
}

export async function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  return readRow<User>(tx, {
    name: 'user_lock',
    text: `SELECT ${userColumns} FROM "user" WHERE id = $1 FOR UPDATE`,
    values: [id],
  })
}

/** Locks the user and another user who has the address, in the order of ids, so that two transactions never deadlock. */
export async function lockUserAndHolder(
  tx: Tx,
  id: string,
  email: string,
): Promise<{ user: User | undefined; holder: User | undefined }> {
  const users = await readRows<User>(tx, {
    name: 'user_lock_both',
    text: `SELECT ${userColumns} FROM "user" WHERE id = $1 OR email_folded = $2 ORDER BY id FOR UPDATE`,
    values: [id, foldEmail(email)],
  })
  return { user: users.find((user) => user.id === id), holder: users.find((user) => user.id !== id) }
}

/** Throws emailTaken when another user has the new address. */
export async function saveUser(tx: Tx, user: User): Promise<User> {
  const { id, name, email, emailVerifiedAt, pendingEmail, suspendedAt } = user
  const saved = await readRow<User>(tx, {
    name: 'user_save',
    text: `UPDATE "user" SET name = $2, email = $3, email_folded = $4, email_verified_at = $5, pending_email = $6,
        suspended_at = $7, updated_at = plinth_now(), version = version + 1 WHERE id = $1 RETURNING ${userColumns}`,
    values: [id, name, email, foldEmail(email), emailVerifiedAt, pendingEmail, suspendedAt],
  }).catch((err: unknown) => {
    throw brokenConstraint(err) === 'user_email_folded_key' ? fail.emailTaken() : err
  })
  if (saved === undefined) throw fail.userNotFound()
  return saved
}

export async function deleteUser(tx: Tx, id: string): Promise<void> {
  await tx.query({ name: 'user_delete', text: 'DELETE FROM "user" WHERE id = $1', values: [id] })
}

/** Returns false when there is no such user; else no other transaction can delete the user until this one ends. */
export async function holdUser(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'user_hold',
    text: 'SELECT FROM "user" WHERE id = $1 FOR KEY SHARE',
    values: [id],
  })
  return rows.length > 0
}

/** Marks some users that had no event yet, and returns them; other processes take other users. */
export async function takeUsersWithoutEvent(tx: Tx, max: number): Promise<User[]> {
  return readRows<User>(tx, {
    name: 'user_take_untold',
    text: `UPDATE "user" SET is_told = true WHERE id IN (SELECT id FROM "user" WHERE NOT is_told
      ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING ${userColumns}`,
    values: [max],
  })
}

export const usersAmong = (ids: readonly string[]): PageSource => ({
  columns: userColumns,
  from: '"user"',
  where: 'id = ANY($1)',
  values: [ids],
  fields: {
    name: { column: 'name', type: 'text' },
    email: { column: 'email', type: 'text' },
    tier: { column: 'tier', type: 'text', isUnsorted: true },
    status: {
      column: `CASE WHEN suspended_at IS NULL THEN 'active' ELSE 'suspended' END`,
      type: 'text',
      isUnsorted: true,
    },
    created_at: { column: 'created_at', type: 'time' },
    updated_at: { column: 'updated_at', type: 'time' },
  },
  idColumn: 'id',
  search: ['name', 'email'],
})

/** A page of the users among the ids. */
export const pageUsers = pagesOf(usersAmong, fromRow<User>)

/** The first `count` users among the ids, in the order of the list, and how many pass its filters. */
export const firstUserIds = (
  db: Queryable,
  query: ListQuery | undefined,
  ids: readonly string[],
  count: number,
): Promise<{ ids: string[]; total: number }> => selectFirstIds(db, usersAmong(ids), query, count)
