import { makeApiKey, parseApiKey, prefixOf, shownPrefix } from '@plinth/kit/api-key-format'
import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { fail } from '../errors.ts'
import { hasOperatorKey, insertOperatorKey, isOperatorKey, lockOperatorKeys } from './store.ts'

interface Settings {
  keyPrefix: string
  clock: Clock
}

const firstName = 'First operator key'
const nameMax = 255

/** One more operator key; the key itself is in the answer alone. */
export async function createOperatorKey(
  tx: Tx,
  name: string,
  { keyPrefix, clock }: Settings,
): Promise<{ id: string; key: string }> {
  if (name.trim() === '' || name.length > nameMax)
    throw fail.invalid({ name: [`The name has 1 to ${nameMax} characters.`] })
  const made = makeApiKey(keyPrefix)
  const id = newId('key', clock)
  await insertOperatorKey(tx, { id, name, prefix: shownPrefix(keyPrefix, made.lookupId) }, made)
  return { id, key: made.key }
}

/** The given key exists afterwards; or, when none is given, there is one. Answers the key only when it was made here. */
export async function ensureOperatorKey(tx: Tx, given: string, settings: Settings): Promise<string> {
  await lockOperatorKeys(tx)
  if (given !== '') {
    await ensureGiven(tx, given, settings.clock)
    return ''
  }
  if (await hasOperatorKey(tx)) return ''
  return (await createOperatorKey(tx, firstName, settings)).key
}

async function ensureGiven(tx: Tx, key: string, clock: Clock): Promise<void> {
  const parsed = parseApiKey(key)
  if (parsed === undefined) throw fail.invalid({ key: ['This is no key of the public format: its checksum is wrong.'] })
  if (await isOperatorKey(tx, parsed)) return
  const prefix = shownPrefix(prefixOf(key), parsed.lookupId)
  if (!(await insertOperatorKey(tx, { id: newId('key', clock), name: firstName, prefix }, parsed)))
    throw fail.lookupTaken()
}
