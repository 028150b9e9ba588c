import { SdkError } from '../sdk-error.ts'

/**
 * Why a request is not accepted. `too_old` and `too_new` are by the tolerance; `not_raw` is a body that a parser has
 * already read; `bad_secret` is a mistake of the receiver; `bad_body` is signed with the secret, and no event.
 */
export type WebhookReason =
  | 'missing_header'
  | 'bad_timestamp'
  | 'too_old'
  | 'too_new'
  | 'no_match'
  | 'not_raw'
  | 'bad_secret'
  | 'bad_body'

export class WebhookVerificationError extends SdkError {
  override name = 'WebhookVerificationError'
  readonly reason: WebhookReason
  constructor(reason: WebhookReason, message: string) {
    super(message)
    this.reason = reason
  }
}
