import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import { type SigningKey, signingKey } from './signature.ts'

const keysMax = 4_096

/** The keys of sealed secrets, kept between attempts: a secret is decrypted once. Those used longest ago go first. */
export class SigningKeys {
  readonly #secrets: SecretBox
  readonly #known = new Map<string, SigningKey>()

  constructor(secrets: SecretBox) {
    this.#secrets = secrets
  }

  of(sealed: Buffer): SigningKey {
    // A secret that changes is sealed anew, with another nonce.
    const name = sealed.toString('latin1')
    const key = this.#known.get(name) ?? signingKey(this.#secrets.open(sealed).toString())
    this.#known.delete(name)
    this.#known.set(name, key)
    const [oldest] = this.#known.keys()
    if (this.#known.size > keysMax && oldest !== undefined) this.#known.delete(oldest)
    return key
  }
}
