// A token that was sent to an address proves it, or an operator does; an unproven address does not keep other users from it.
import type { Tx } from '@plinth/kit/db'
import { hashOfToken, newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { emailVerificationCreated, emitUserUpdated, userUpdated } from './events.ts'
import { lockUser, lockUserAndHolder, saveUser } from './store.ts'
import { proveAddress, type User, unprovenAddress, withoutAddress } from './user.ts'
import { dropVerification, findVerification, saveVerification } from './verification-store.ts'

const tokenPrefix = 'email_tok_'

export interface EmailVerification {
  email: string
  /** Shown in this answer alone. */
  token: string
  expiresAt: Date
}

/** Creates the token that proves an address; the operator sends it to that address. */
export async function createEmailVerification(tx: Tx, caller: Caller, userId: string): Promise<EmailVerification> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  const user = await lockUser(tx, userId)
  if (user === undefined) throw fail.userNotFound()
  const email = unprovenAddress(user)
  if (email === undefined) throw fail.nothingToVerify()
  const { token, hash } = newOneTimeToken(tokenPrefix)
  const expiresAt = await saveVerification(tx, userId, email, hash)
  tx.emit(emailVerificationCreated(user, email, expiresAt))
  return { email, token, expiresAt }
}

/** Verifies the address with the token. The token stays, so that a repeated call gets the same answer. */
export async function verifyEmail(
  tx: Tx,
  caller: Caller,
  token: string,
  workspaceIds: readonly string[],
): Promise<User> {
  if (caller.userId === '') throw fail.userNotFound()
  const hash = hashOfToken(token)
  const hint = await findVerification(tx, caller.userId, hash)
  if (hint === undefined) throw fail.tokenNotFound()
  const { user, holder } = await lockUserAndHolder(tx, caller.userId, hint)
  const sentTo = await findVerification(tx, caller.userId, hash)
  const proven = user === undefined || sentTo === undefined ? undefined : proveAddress(user, sentTo, await tx.time())
  if (user === undefined || proven === undefined) throw fail.tokenNotFound()
  if (proven === user) return user
  await takeAddress(tx, holder)
  const saved = await saveUser(tx, proven)
  emitUserUpdated(tx, user, saved, workspaceIds)
  return saved
}

/** Takes the address from a user who has not proven it. Identity does not know the workspaces of that user; tenancy does. */
export async function takeAddress(tx: Tx, holder: User | undefined): Promise<void> {
  if (holder === undefined) return
  if (holder.emailVerifiedAt !== undefined) throw fail.emailTaken()
  await dropVerification(tx, holder.id)
  tx.emit(userUpdated(await saveUser(tx, withoutAddress(holder)), '', holder))
}
