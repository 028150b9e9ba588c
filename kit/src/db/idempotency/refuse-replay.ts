// A response is shown only to the API key that received it, and to keys rotated from that key (api.md §6).
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { FoundOutcome } from './stored-outcomes.ts'

/** Throws IDEMPOTENCY_KEY_REUSED unless the stored outcome may answer this call. */
export function refuseReplay(stored: FoundOutcome, { fingerprint, generation, hasSecret }: Idempotency): void {
  const sent = stored.fingerprint.subarray(0, fingerprint.length)
  if (!sent.equals(fingerprint)) throw reused('This Idempotency-Key was used for a different request. Send a new key.')
  const mark = stored.fingerprint.subarray(fingerprint.length)
  if (mark.length > 0 && mark.readUInt32BE() > generation)
    throw reused('This Idempotency-Key was used with the API key that replaced yours. Use that API key.')
  if (stored.is_former && hasSecret)
    throw reused(
      'This Idempotency-Key was used before Plinth was upgraded. Its response contains a secret and is not shown again.',
    )
}

const reused = (sentence: string) => new PlinthError('IDEMPOTENCY_KEY_REUSED', sentence)
