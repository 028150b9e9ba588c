import { type CallOptions, isUnimplemented } from '@plinth/kit/rpc'
import { reportFailure } from './unavailable-part.ts'

// A failure inside the receiver may pass after its restart; a batch that it can never store must not hold up all others.
const triesMax = 3

/**
 * Returns a report that sends what waits, in batches under the numbers 1, 2, 3, …: an unanswered batch again unchanged, with the same
 * number, before any other, so that its receiver can take each batch once. A batch that is refused is lost: at once where the receiver
 * says what is wrong with it or does not know the call, else with the third report.
 */
export function numberedBatches<Row>({
  take,
  send,
  lost,
}: {
  /** Removes and returns the next rows; none at the end. */
  take: () => Row[]
  /** Rejects when the batch was not taken. */
  send: (rows: Row[], sequence: number, call: CallOptions) => Promise<unknown>
  lost: (rows: Row[], err: unknown) => void
}): (call: CallOptions) => Promise<void> {
  let sequence = 0
  let unanswered: Row[] = []
  let failures = 0

  const isForGood = (err: unknown): boolean => {
    const failure = isUnimplemented(err) ? 'refused' : reportFailure(err)
    return failure === 'refused' || (failure === 'failed' && ++failures >= triesMax)
  }
  return async (call) => {
    for (;;) {
      if (unanswered.length === 0) {
        unanswered = take()
        if (unanswered.length === 0) return
        sequence++
        failures = 0
      }
      try {
        await send(unanswered, sequence, call)
      } catch (err) {
        if (!isForGood(err)) throw err
        lost(unanswered, err)
      }
      unanswered = []
    }
  }
}
