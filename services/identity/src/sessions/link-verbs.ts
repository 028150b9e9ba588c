import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import { type Caller, requireOperator } from '../caller.ts'
import { fail } from '../errors.ts'
import { signInLinkCreated } from './events.ts'
import { deleteExcessLinks, findMainKey, insertLink, isOperatorKey, keyOfLink, spendLink } from './link-store.ts'
import { linkSecondsMax, linkSecondsMin, type SignInLink } from './sign-in-link.ts'
import { lockKey } from './store.ts'

const codePrefix = 'pcl_'

export interface WantedLink {
  lifeSeconds: number
  /** Of the local command, which has no key; empty: the main one. */
  keyId: string
}

/** Makes a link that signs in once, with the caller's own key: so it never allows more. */
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
  await deleteExcessLinks(tx, key)
  const { token: code, hash: codeHash } = newOneTimeToken(codePrefix)
  const link = await insertLink(tx, { id: newId('sil', clock), codeHash, keyId: key, lifeSeconds })
  tx.emit(signInLinkCreated(link))
  return { link, code }
}

/** Spends the code and returns the key of its link, which stays locked. One UNAUTHENTICATED for every other code. */
export async function redeemSignInLink(tx: Tx, codeHash: Uint8Array): Promise<string> {
  const keyId = await keyOfLink(tx, codeHash)
  if (keyId === undefined || !(await lockKey(tx, keyId)) || !(await spendLink(tx, codeHash))) throw fail.codeNotValid()
  return keyId
}
