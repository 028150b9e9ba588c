import { ApiError } from './sdk.ts'

/**
 * Gives a call its Idempotency-Key. The same content keeps the key as long as an earlier try may have been executed, so that
 * no second object is made; it gets another key after an answer that the API would repeat (api.md §6).
 */
export class Repetition {
  #content: string | null = null
  #key = ''
  #mayHaveRun = false

  keyFor(content: string): string {
    if (this.#content !== content) {
      this.succeeded()
      this.#content = content
      this.#key = randomKey()
    }
    return this.#key
  }

  /** The next call is another one, also with the same content. */
  succeeded(): void {
    this.#content = null
    this.#mayHaveRun = false
  }

  failed(error: unknown): void {
    // An earlier attempt of the SDK has failed in a way that tells nothing of what it did.
    if (!isRefusal(error) || (error.attempts ?? 1) > 1) this.#mayHaveRun = true
    // A refusal at the door says nothing of an earlier try that got further.
    if (isRefusal(error) && !(this.#mayHaveRun && isAtTheDoor(error))) this.succeeded()
  }
}

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status < 500 && error.code !== 'IDEMPOTENCY_IN_PROGRESS'

/** The API does not store these answers. Of the 403s it stores all that a plan, a role or the state of a workspace gave. */
const isAtTheDoor = ({ status, code, details }: ApiError): boolean =>
  code === 'VALIDATION_ERROR' ||
  code === 'IP_NOT_ALLOWED' ||
  (code === 'INSUFFICIENT_PERMISSIONS' && details['required_scope'] !== undefined) ||
  ([400, 401, 408, 413, 415, 425, 429].includes(status) && code !== 'CANNOT_RETRY')

// crypto.randomUUID is missing on plain HTTP.
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
