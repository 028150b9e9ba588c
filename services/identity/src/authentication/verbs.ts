import { timingSafeEqual } from 'node:crypto'
import { fail } from '../errors.ts'
import type { Credential } from './store.ts'

export interface Authentication {
  find: (lookupId: string) => Promise<Credential | undefined>
  noteUse: (keyId: string) => void
}

/** Returns the key with this lookup id and hash. Only a caller with the right hash learns that a key has expired. */
export async function authenticate(
  { find, noteUse }: Authentication,
  lookupId: string,
  keyHash: Uint8Array,
): Promise<Credential> {
  const key = await find(lookupId)
  if (key === undefined || !isSameHash(key.keyHash, keyHash) || !key.isTaken) throw fail.invalidKey()
  if (key.expiresInMs !== undefined && key.expiresInMs <= 0) throw fail.expiredKey()
  noteUse(key.id)
  return key
}

const isSameHash = (stored: Uint8Array, sent: Uint8Array): boolean =>
  stored.length === sent.length && timingSafeEqual(stored, sent)
