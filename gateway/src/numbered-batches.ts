import type { CallOptions } from '@plinth/kit/rpc'

/**
 * Returns a report that sends what waits, in batches under the numbers 1, 2, 3, …: an unanswered batch again unchanged, with the same
 * number, before any other, so that its receiver can take each batch once.
 */
export function numberedBatches<Row>({
  take,
  send,
}: {
  /** Removes and returns the next rows; none at the end. */
  take: () => Row[]
  /** Rejects when the batch must be sent again. */
  send: (rows: Row[], sequence: number, call: CallOptions) => Promise<void>
}): (call: CallOptions) => Promise<void> {
  let sequence = 0
  let unanswered: Row[] = []
  return async (call) => {
    for (;;) {
      if (unanswered.length === 0) {
        unanswered = take()
        if (unanswered.length === 0) return
        sequence++
      }
      await send(unanswered, sequence, call)
      unanswered = []
    }
  }
}
