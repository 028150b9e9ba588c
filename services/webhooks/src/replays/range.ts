import { fail } from '../errors.ts'
import { type EndedStatus, type ReplayRange, statusesOf } from './replay.ts'

interface AskedRange {
  since?: Date | undefined
  /** Undefined: now. */
  until?: Date | undefined
  /** Empty: the default. */
  status: string
}

/** The range that a request names. Throws VALIDATION_ERROR for its mistakes. */
export function rangeOf(
  { since, until, status }: AskedRange,
  now: Date,
  byDefault: readonly EndedStatus[],
): ReplayRange {
  const statuses = status === '' ? byDefault : statusesOf(status)
  if (statuses === undefined) throw fail.invalidFields({ status: ['The status must be success, failed or cancelled.'] })
  if (since === undefined) throw fail.invalidFields({ since: ['The since field is required.'] })
  if (until !== undefined && since > until)
    throw fail.invalidFields({ until: ['The until field must not be earlier than since.'] })
  return { since, until: until === undefined || until > now ? now : until, statuses }
}
