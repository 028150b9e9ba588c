import { hashOfApiKey } from '@plinth/kit/access/api-key-format'

/** The credential of a request: a key, or the token of the console's session in its cookie. */
export interface Credential {
  kind: 'key' | 'session'
  text: string
  /** SHA-256 in base64url. */
  hash: string
}

/** Returns the key of an Authorization header: Bearer, or the user name of Basic. Undefined if there is none. */
export function credentialOf(header: string | undefined): Credential | undefined {
  const key = keyOf(header)
  return key === undefined ? undefined : { kind: 'key', text: key, hash: hashOfApiKey(key) }
}

function keyOf(header: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  if (scheme.toLowerCase() !== 'basic') return undefined
  const [user = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  return user === '' ? undefined : user
}
