import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

// <prefix>_<lookup id>_<secret: 256 bits>_<CRC-32 of all before it> (api.md §4). The prefix is decoration: a changed setting
// leaves older keys valid.
export const base62Letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const pattern = /^([a-z0-9]+(?:_[a-z0-9]+)*_([0-9A-Za-z]{8,32})_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/
export const keyLengthMax = 128
/** Letters of the lookup ID that can be shown again. */
export const shownLetters = 4

export interface ParsedApiKey {
  /** Public part of the key, by which the row is found. */
  lookupId: string
  /** SHA-256 of the whole key; the key itself is never stored. */
  hash: Buffer
}

export interface MadeApiKey extends ParsedApiKey {
  key: string
}

/** Generates a key; `prefix` is for example "sk_live". */
export function makeApiKey(prefix: string, random: (bytes: number) => Buffer = randomBytes): MadeApiKey {
  const lookupId = base62(random(12), 16)
  const body = `${prefix}_${lookupId}_${base62(random(32), 43)}`
  const key = `${body}_${checksum(body)}`
  return { key, lookupId, hash: hashOf(key) }
}

/** Parses a key. Returns undefined for a wrong format or checksum. */
export function parseApiKey(text: string): ParsedApiKey | undefined {
  if (text.length > keyLengthMax) return undefined
  const [, body, lookupId, sum] = pattern.exec(text) ?? []
  if (body === undefined || lookupId === undefined || sum !== checksum(body)) return undefined
  return { lookupId, hash: hashOf(text) }
}

/** Returns the hash of a text, also if it is not a valid key. */
export const hashOfApiKey = (key: string): string => hash('sha256', key, 'base64url')

/** Returns the part of a key that can be shown again: "sk_live_" and the first characters of its lookup ID. */
export const shownPrefix = (prefix: string, lookupId: string): string => `${prefix}_${lookupId.slice(0, shownLetters)}`

/** Returns the prefix of a key that parseApiKey has accepted: "sk_live". */
export function prefixOf(key: string): string {
  return key.split('_').slice(0, -3).join('_')
}

const checksum = (body: string): string => number62(BigInt(crc32(body)), 6)
const hashOf = (key: string): Buffer => hash('sha256', key, 'buffer')
const base62 = (bytes: Buffer, length: number): string => number62(BigInt(`0x${bytes.toString('hex')}`), length)

function number62(value: bigint, length: number): string {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest /= 62n) text = base62Letters.charAt(Number(rest % 62n)) + text
  return text
}
