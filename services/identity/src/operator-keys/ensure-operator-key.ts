import { parseApiKey, prefixOf, shownPrefix } from '@plinth/kit/access/api-key-format'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { newFamily } from '../api-keys/api-key.ts'
import { fail } from '../errors.ts'
import { operatorKeyEvents } from './events.ts'
import { findKnownKey, lastEndedMsAgo, namedBefore, nameOperatorKey } from './named-store.ts'
import { endOperatorKey, hadOperatorKey, insertOperatorKey, lockOperatorKeys, othersLastUntil } from './store.ts'
import { insertNew, type Settings } from './verbs.ts'

const name = 'First operator key'
const everything = { name, scopes: ['*'], allowedIps: [], expiresAt: undefined, ...newFamily }

export interface Ensured {
  /** The new key; empty when none was made. */
  madeKey: string
  /** True when the given key was revoked or replaced, or has expired: nothing was changed. */
  hasEnded: boolean
  lastEndedMsAgo: number | undefined
}

/** Makes the given key the one that the setting names; without a given key, makes the first key of the installation. */
export async function ensureOperatorKey(tx: Tx, given: string, settings: Settings): Promise<Ensured> {
  await lockOperatorKeys(tx)
  const hasEnded = given !== '' && !(await nameGiven(tx, given, settings))
  const isFirst = given === '' && !(await hadOperatorKey(tx))
  const first = isFirst ? await insertNew(tx, everything, settings) : undefined
  if (first !== undefined) tx.emit(operatorKeyEvents.created(first.operatorKey))
  const madeKey = first?.key ?? ''
  return { madeKey, hasEnded, lastEndedMsAgo: await lastEndedMsAgo(tx) }
}

/** Returns false when the key has ended. Else the setting names it from now on, and the key named before ends. */
async function nameGiven(tx: Tx, key: string, { clock }: Settings): Promise<boolean> {
  const parsed = parseApiKey(key)
  if (parsed === undefined) throw fail.invalid({ key: ['The value is not a valid API key: its checksum is wrong.'] })
  const known = await findKnownKey(tx, parsed)
  if (known?.hasOtherHash) throw fail.lookupTaken()
  if (known?.isEnding) return false
  if (known?.isNamed) return true
  const row = { ...everything, id: newId('key', clock), prefix: shownPrefix(prefixOf(key), parsed.lookupId) }
  const lastedUntil = await othersLastUntil(tx, '')
  const made = known?.id === undefined ? await insertOperatorKey(tx, row, parsed) : undefined
  const id = known?.id ?? made?.id
  if (id === undefined) throw fail.lookupTaken()
  if (made !== undefined) tx.emit(operatorKeyEvents.created(made))
  await nameOperatorKey(tx, id)
  for (const before of await namedBefore(tx, id)) {
    const ended = await endOperatorKey(tx, before)
    if (ended !== undefined) tx.emit(operatorKeyEvents.revoked(ended, 'replaced'))
  }
  // The named key may be an older one with fewer scopes, or one that expires.
  const lastsUntil = await othersLastUntil(tx, '')
  if (lastsUntil === 0 || lastsUntil < lastedUntil) throw fail.lastOperatorKey()
  return true
}
