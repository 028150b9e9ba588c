import { randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

// Crockford's base32: sorts as the bits do, and no letter is mistaken for a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const random = new Uint8Array(10)
let lastTimeMs = 0
let lastBits = 0n

/** `prefix_` and a UUIDv7 in base32 (26 characters): opaque to callers, sortable by the millisecond of its making. */
export function newId(prefix: string, clock: Clock): string {
  return `${prefix}_${encode(uuidV7(clock.now().getTime()))}`
}

/** The moment inside an id made by newId, to the millisecond. */
export function timeOfId(id: string): Date {
  let bits = 0n
  for (const letter of id.slice(id.lastIndexOf('_') + 1)) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter))
  return new Date(Number(bits >> 80n))
}

// Within one millisecond each is a random step beyond the one before, so that ids of a process sort as they were made.
function uuidV7(timeMs: number): bigint {
  randomFillSync(random)
  const isNewTime = timeMs !== lastTimeMs
  lastTimeMs = timeMs
  lastBits = isNewTime ? freshBits(timeMs) : lastBits + 1n + BigInt(random[0] ?? 0) * 256n + BigInt(random[1] ?? 0)
  return lastBits
}

function freshBits(timeMs: number): bigint {
  let bits = BigInt(timeMs)
  for (const byte of random) bits = (bits << 8n) | BigInt(byte)
  const version = 0x7n << 76n
  const variant = 0x2n << 62n
  // The top bit of the last field stays free: steps never reach the variant.
  return (bits & ~(0xfn << 76n) & ~(0x7n << 61n)) | version | variant
}

function encode(bits: bigint): string {
  let text = ''
  for (let rest = bits, i = 0; i < 26; i++, rest >>= 5n) text = alphabet[Number(rest & 31n)] + text
  return text
}
