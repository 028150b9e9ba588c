export type Scheme = 'standard' | 'body'

/** The bytes of a key or a text. */
export type Bytes = Uint8Array<ArrayBuffer>

/** How a key was made of the secret, where that is not as the scheme says. */
export type KeyMistake = 'text' | 'after_prefix' | 'decoded' | 'spaces' | 'prefix_missing' | 'previous_secret'

export interface Key {
  /** Undefined: as the scheme says. */
  mistake?: KeyMistake
  bytes: Bytes
}

const prefix = 'whsec_'
const utf8 = new TextEncoder()

/** The keys that programs make of a secret, the right one first. None is empty, as no HMAC key of WebCrypto may be. */
export function keysOf(scheme: Scheme, secret: string, previousSecret = ''): Key[] {
  const plain = secret.trim().replace(/^(['"])(.*)\1$/, '$2')
  const after = secret.startsWith(prefix) ? secret.slice(prefix.length) : ''
  const decoded = base64Of(after === '' ? secret : after)
  const all: Key[] = [
    { bytes: keyOf(scheme, secret) },
    ...(plain === secret ? [] : [{ mistake: 'spaces' as const, bytes: keyOf(scheme, plain) }]),
    ...(after === '' ? [{ mistake: 'prefix_missing' as const, bytes: keyOf(scheme, prefix + plain) }] : []),
    { mistake: 'text', bytes: utf8.encode(secret) },
    { mistake: 'after_prefix', bytes: utf8.encode(after) },
    ...(decoded === undefined ? [] : [{ mistake: 'decoded' as const, bytes: decoded }]),
    ...(previousSecret === ''
      ? []
      : [{ mistake: 'previous_secret' as const, bytes: keyOf(scheme, previousSecret.trim()) }]),
  ]
  const seen = new Set<string>()
  return all.filter(({ bytes }) => bytes.length > 0 && !seen.has(bytes.join()) && seen.add(bytes.join()))
}

/** `standard`: the part after whsec_, decoded from base64; the whole text where that is not base64. `body`: the whole text. */
function keyOf(scheme: Scheme, secret: string): Bytes {
  const encoded = scheme === 'standard' && secret.startsWith(prefix) ? secret.slice(prefix.length) : ''
  return base64Of(encoded) ?? utf8.encode(secret)
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function base64Of(text: string): Bytes | undefined {
  return text === '' || !base64.test(text) ? undefined : Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
