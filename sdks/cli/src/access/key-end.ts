import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { configFolder, type Io } from '../io.ts'
import { changePrivate, readPrivate } from './private-file.ts'

const dayMs = 86_400_000
const warnDays = 14
const keysMax = 50

interface KeyEnd {
  expires_at: string | null
  asked_at: string
}

type KeyEnds = Record<string, KeyEnd>

/** Names a key without giving it away: 64 bits of a hash of 256 secret ones. */
const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 16)
const pathOf = (io: Pick<Io, 'env'>): string => join(configFolder(io), 'key-ends.json')

/**
 * When the key ends, null for never. It is asked for once a day for each key and kept between the commands; undefined if
 * it is not known. `ask` reads it from Plinth.
 */
export async function keyEnd(
  io: Io,
  key: string,
  ask: () => Promise<string | null>,
): Promise<string | null | undefined> {
  try {
    const known = parsed(await readPrivate(pathOf(io)))[nameOf(key)]
    if (known !== undefined && Math.abs(Date.now() - Date.parse(known.asked_at)) < dayMs) return known.expires_at
    const expiresAt = await ask()
    await rememberKeyEnd(io, key, expiresAt)
    return expiresAt
  } catch {
    // A command does not fail because a date is not known.
    return undefined
  }
}

/** Keeps it for the warnings of later commands. Never rejects: what a command was asked is done without it. */
export async function rememberKeyEnd(io: Io, key: string, expiresAt: string | null): Promise<void> {
  await changePrivate(pathOf(io), (text) => {
    const others = Object.entries(parsed(text)).filter(([name]) => name !== nameOf(key))
    const newest = others.sort(([, a], [, b]) => b.asked_at.localeCompare(a.asked_at)).slice(0, keysMax - 1)
    const entry = { expires_at: expiresAt, asked_at: new Date().toISOString() }
    return `${JSON.stringify({ [nameOf(key)]: entry, ...Object.fromEntries(newest) })}\n`
  }).catch(() => undefined)
}

/** The sentence for a key that ends within 14 days; undefined for others. */
export function endWarning(expiresAt: string | null | undefined, from: string, now = Date.now()): string | undefined {
  if (expiresAt == null) return undefined
  const days = Math.floor((Date.parse(expiresAt) - now) / dayMs)
  if (!(days < warnDays)) return undefined
  const when =
    days < 0 ? 'has ended' : days === 0 ? 'ends within a day' : `ends in ${days} ${days === 1 ? 'day' : 'days'}`
  return `The key of ${from} ${when} (${expiresAt}). Make another with \`plinth api-keys rotate\`, and \`plinth login\`.`
}

function parsed(text: string | undefined): KeyEnds {
  try {
    const ends = JSON.parse(text ?? '{}')
    return typeof ends === 'object' && ends !== null ? ends : {}
  } catch {
    return {}
  }
}
