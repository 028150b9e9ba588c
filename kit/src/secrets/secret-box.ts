import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomBytes } from 'node:crypto'

/** Encrypts values that must be read again: webhook secrets, stored responses. */
export interface SecretBox {
  seal(plain: Uint8Array): Buffer
  /** Decrypts. Throws UnopenedError if the bytes were not sealed with one of the keys or were changed. */
  open(sealed: Uint8Array): Buffer
  /** First bytes of every value sealed now. Values with other first bytes must be sealed again before an older key is removed. */
  readonly prefix: Buffer
}

/** A value that no key of SECRETS_KEY opens. */
export class UnopenedError extends Error {
  override readonly name = 'UnopenedError'
}

const nonceBytes = 12
const tagBytes = 16
const keyIdBytes = 4

/** The first bytes of every value that the key sealed. */
export const keyIdOf = (key: Buffer): Buffer => createHash('sha256').update(key).digest().subarray(0, keyIdBytes)

/**
 * AES-256-GCM; layout: key id (4 bytes of the key's SHA-256), nonce (12), tag (16), ciphertext.
 * The first key seals, every key opens: a rotation puts the new key in front.
 * @param keys 32 bytes each
 */
export function secretBox(keys: readonly Buffer[]): SecretBox {
  const [first] = keys
  if (first === undefined || keys.some((key) => key.length !== 32)) throw new Error('a secrets key has 32 bytes')
  // Created once: every cipher would import a key given as bytes again, which costs more than the encryption.
  const byId = new Map(keys.map((key) => [keyIdOf(key).toString('hex'), createSecretKey(key)]))
  const firstId = keyIdOf(first)
  const sealingKey = createSecretKey(first)
  return {
    prefix: firstId,
    seal(plain) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce)
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([firstId, nonce, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const key = byId.get(bytes.subarray(0, keyIdBytes).toString('hex'))
      if (key === undefined) throw new UnopenedError('sealed with a key that SECRETS_KEY does not hold')
      const bodyAt = keyIdBytes + nonceBytes + tagBytes
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(keyIdBytes, keyIdBytes + nonceBytes))
      decipher.setAuthTag(bytes.subarray(keyIdBytes + nonceBytes, bodyAt))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()])
      } catch (cause) {
        throw new UnopenedError('changed after it was sealed with a key of SECRETS_KEY', { cause })
      }
    },
  }
}
