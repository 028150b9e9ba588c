// Crockford's base32.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const made = /^req_([0-9a-hjkmnp-tv-z]{10})[0-9a-hjkmnp-tv-z]{16}$/

/** When Plinth made this ID of a request, which its first 48 bits say; undefined for an ID that a caller chose. */
export function timeOfRequestId(id: string): Date | undefined {
  const letters = made.exec(id)?.[1]
  if (letters === undefined) return undefined
  return new Date([...letters].reduce((ms, letter) => ms * 32 + alphabet.indexOf(letter), 0))
}
