import { randomBytes } from 'node:crypto'

const graceHoursMax = 168

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** Sentences for the mistakes of a supplied secret. */
export function secretMistakes(secret: string): string[] {
  return /^[\x20-\x7e]{16,256}$/.test(secret)
    ? []
    : ['The secret field must have 16 to 256 printable ASCII characters.']
}

/** Sentences for the mistakes of the grace period, in which the old secret stays valid. */
export function graceMistakes(hours: number): string[] {
  return hours <= graceHoursMax ? [] : [`The grace period must be 0 to ${graceHoursMax} hours.`]
}
