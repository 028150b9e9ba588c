import { createHash, randomBytes } from 'node:crypto'

export interface OneTimeToken {
  /** Prefix and 256 random bits in base64url; shown once. */
  token: string
  /** SHA-256 of the token, which is stored. */
  hash: Buffer
}

export function newOneTimeToken(prefix: string, random: (bytes: number) => Buffer = randomBytes): OneTimeToken {
  const token = prefix + random(32).toString('base64url')
  return { token, hash: hashOfToken(token) }
}

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()
