import { randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

// Crockford's base32: sorts like the bits, and has no letter that looks like a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const valueOfCode = Array.from({ length: 128 }, (_, code) => Math.max(0, alphabet.indexOf(String.fromCharCode(code))))
const pairs = [...alphabet].flatMap((first) => [...alphabet].map((second) => first + second))

// An id is the time's 48 bits and two halves of 40: numbers hold them exactly. The first half is version (4 bits), random
// (12), variant (2), random (22); the second is random. The bit after the variant stays free: no step reaches the variant.
const half = 2 ** 40
const version = 7 * 2 ** 36
const variant = 2 * 2 ** 22
const high = { upper: 2 ** 12, lower: 2 ** 21 }

let lastTimeMs = 0
let firstHalf = 0
let secondHalf = 0

/** Returns `prefix_` and a UUIDv7 in base32 (26 characters): opaque to callers, sortable by the millisecond of its creation. */
export function newId(prefix: string, clock: Clock): string {
  const timeMs = clock.now().getTime()
  if (timeMs === lastTimeMs) step()
  else begin(timeMs)
  return `${prefix}_${pairs[Math.floor(timeMs / half)]}${lettersOf(timeMs % half)}${lettersOf(firstHalf)}${lettersOf(secondHalf)}`
}

/**
 * Returns what the IDs of this millisecond begin with: no ID of an earlier time is greater, none of it or later is less. No ID is of
 * a time before 1970.
 */
export const firstIdOf = (prefix: string, time: Date): string => {
  const timeMs = Math.max(0, time.getTime())
  return `${prefix}_${pairs[Math.floor(timeMs / half)]}${lettersOf(timeMs % half)}`
}

/** Returns the time in an ID of newId, to the millisecond. */
export function timeOfId(id: string): Date {
  let timeMs = 0
  // The two halves are the last 16 letters.
  for (let at = id.lastIndexOf('_') + 1; at < id.length - 16; at++)
    timeMs = timeMs * 32 + (valueOfCode[id.charCodeAt(at)] ?? 0)
  return new Date(timeMs)
}

function begin(timeMs: number): void {
  lastTimeMs = timeMs
  firstHalf = version + (randomWord() % high.upper) * 2 ** 24 + variant + (randomWord() % high.lower)
  secondHalf = (randomWord() % 2 ** 8) * 2 ** 32 + randomWord()
}

// Within one millisecond each ID is a random step above the previous one, so that IDs of a process sort in the order of creation.
function step(): void {
  secondHalf += 1 + (randomWord() % 2 ** 16)
  if (secondHalf < half) return
  secondHalf -= half
  firstHalf++
}

function lettersOf(bits: number): string {
  const upper = Math.floor(bits / 2 ** 20)
  const lower = bits % 2 ** 20
  return `${pairs[upper >> 10]}${pairs[upper & 1023]}${pairs[lower >> 10]}${pairs[lower & 1023]}`
}

// A system call for a few bytes costs more than the rest of an ID.
const pool = new Uint32Array(1_024)
let taken = pool.length

function randomWord(): number {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  return pool[taken++] ?? 0
}
