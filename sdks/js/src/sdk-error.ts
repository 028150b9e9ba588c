/** The root of every error that this package throws. */
export class SdkError extends Error {
  override name = 'SdkError'
  /** The Idempotency-Key of the write that failed. Send it again within 24 h: the write then happens once. */
  declare idempotencyKey?: string
  /** How many requests were sent. */
  declare attempts?: number
}
