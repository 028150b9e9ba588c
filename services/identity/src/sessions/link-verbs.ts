import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import { type Caller, requireOperator } from '../caller.ts'
import { fail } from '../errors.ts'
import { signInLinkCreated } from './events.ts'
import { deleteExcessLinks, findMainKey, insertLink, isOperatorKey, keyOfLink, spendLink } from './link-store.ts'
import { linkSecondsMax, linkSecondsMin, type SignInLink } from './sign-in-link.ts'
import { findSession, lockKey } from './store.ts'

const codePrefix = 'pcl_'

export interface WantedLink {
  lifeSeconds: number
  /** Of the local command, which has no key; empty: the main one. */
  keyId: string
}

/** Makes a link that signs in once, with the caller's own key: so it never allows more. A session's link lasts no longer than that. */
export async function createSignInLink(
  tx: Tx,
  caller: Caller,
  { lifeSeconds, keyId }: WantedLink,
  clock: Clock,
): Promise<{ link: SignInLink; code: string }> {
  requireOperator(caller)
  if (lifeSeconds < linkSecondsMin || lifeSeconds > linkSecondsMax)
    throw fail.invalid({ expires_in_seconds: [`The value must be ${linkSecondsMin} to ${linkSecondsMax}.`] })
  const key = caller.keyId || keyId || (await findMainKey(tx))
  if (key === undefined || !(await lockKey(tx, key)) || !(await isOperatorKey(tx, key)))
    throw fail.operatorKeyNotFound()
  const maker = caller.sessionId === '' ? undefined : await findSession(tx, caller.sessionId)
  if (caller.sessionId !== '' && maker === undefined) throw fail.sessionEnded()
  await deleteExcessLinks(tx, key)
  const { token: code, hash: codeHash } = newOneTimeToken(codePrefix)
  const sessionEndsAt = maker?.expiresAt
  const link = await insertLink(tx, { id: newId('sil', clock), codeHash, keyId: key, lifeSeconds, sessionEndsAt })
  tx.emit(signInLinkCreated(link))
  return { link, code }
}

/**
 * Spends the code and returns the key of its link, which stays locked, and when its session ends at the latest. One
 * UNAUTHENTICATED for every other code.
 */
export async function redeemSignInLink(
  tx: Tx,
  codeHash: Uint8Array,
): Promise<{ keyId: string; endsAt: Date | undefined }> {
  const keyId = await keyOfLink(tx, codeHash)
  if (keyId === undefined || !(await lockKey(tx, keyId))) throw fail.codeNotValid()
  const spent = await spendLink(tx, codeHash)
  if (spent === undefined) throw fail.codeNotValid()
  return { keyId, endsAt: spent.sessionEndsAt }
}
