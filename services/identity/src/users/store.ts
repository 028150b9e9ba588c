import { foldEmail } from '@plinth/kit/access/email-address'
import { brokenConstraint, type Page, type PageSource, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../errors.ts'
import type { User, UserDraft } from './user.ts'

interface UserRow {
  id: string
  name: string
  email: string
  tier: string
  email_verified_at: Date | null
  pending_email: string | null
  suspended_at: Date | null
  created_at: Date
  updated_at: Date
  version: number
}

const userColumns =
  'id, name, email, tier, email_verified_at, pending_email, suspended_at, created_at, updated_at, version'

/** Returns undefined when the address is taken. */
export async function insertUser(tx: Tx, id: string, draft: UserDraft, isVerified: boolean): Promise<User | undefined> {
  const rows = await tx.query<UserRow>({
    name: 'user_insert',
    text: `INSERT INTO "user" (id, name, email, email_folded, tier, email_verified_at, is_told)
      VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::boolean THEN plinth_now() END, true)
      ON CONFLICT (email_folded) DO NOTHING RETURNING ${userColumns}`,
    values: [id, draft.name, draft.email, foldEmail(draft.email), draft.tier, isVerified],
  })
  return rows.map(toUser)[0]
}

export async function findUsers(db: Queryable, ids: readonly string[]): Promise<User[]> {
  const rows = await db.query<UserRow>({
    name: 'user_find',
    text: `SELECT ${userColumns} FROM "user" WHERE id = ANY($1)`,
    values: [ids],
  })
  return rows.map(toUser)
}

export async function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  const rows = await tx.query<UserRow>({
    name: 'user_lock',
    text: `SELECT ${userColumns} FROM "user" WHERE id = $1 FOR UPDATE`,
    values: [id],
  })
  return rows.map(toUser)[0]
}

/** Locks the user and another user who has the address, in the order of ids, so that two transactions never deadlock. */
export async function lockUserAndHolder(
  tx: Tx,
  id: string,
  email: string,
): Promise<{ user: User | undefined; holder: User | undefined }> {
  const rows = await tx.query<UserRow>({
    name: 'user_lock_both',
    text: `SELECT ${userColumns} FROM "user" WHERE id = $1 OR email_folded = $2 ORDER BY id FOR UPDATE`,
    values: [id, foldEmail(email)],
  })
  const users = rows.map(toUser)
  return { user: users.find((user) => user.id === id), holder: users.find((user) => user.id !== id) }
}

/** Throws emailTaken when another user has the new address. */
export async function saveUser(tx: Tx, user: User): Promise<User> {
  const [row] = await tx
    .query<UserRow>({
      name: 'user_save',
      text: `UPDATE "user" SET name = $2, email = $3, email_folded = $4, email_verified_at = $5, pending_email = $6,
        suspended_at = $7, updated_at = plinth_now(), version = version + 1 WHERE id = $1 RETURNING ${userColumns}`,
      values: [
        user.id,
        user.name,
        user.email,
        foldEmail(user.email),
        user.emailVerifiedAt ?? null,
        user.pendingEmail ?? null,
        user.suspendedAt ?? null,
      ],
    })
    .catch((err: unknown) => {
      throw brokenConstraint(err) === 'user_email_folded_key' ? fail.emailTaken() : err
    })
  if (row === undefined) throw fail.userNotFound()
  return toUser(row)
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
  const rows = await tx.query<UserRow>({
    name: 'user_take_untold',
    text: `UPDATE "user" SET is_told = true WHERE id IN (SELECT id FROM "user" WHERE NOT is_told
      ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING ${userColumns}`,
    values: [max],
  })
  return rows.map(toUser)
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
    created_at: { column: 'created_at', type: 'time' },
    updated_at: { column: 'updated_at', type: 'time' },
  },
  idColumn: 'id',
  search: ['name', 'email'],
})

/** A page of the users among the ids. */
export async function pageUsers(
  db: Queryable,
  ids: readonly string[],
  query: ListQuery | undefined,
): Promise<Page<User>> {
  return selectPage(db, usersAmong(ids), query, toUser)
}

const toUser = (row: UserRow): User => ({
  id: row.id,
  name: row.name,
  email: row.email,
  tier: row.tier,
  emailVerifiedAt: row.email_verified_at ?? undefined,
  pendingEmail: row.pending_email ?? undefined,
  suspendedAt: row.suspended_at ?? undefined,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
})
