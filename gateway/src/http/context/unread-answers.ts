import { FairShares } from '@plinth/kit/async/fair-shares'
import { counter } from '@plinth/kit/metrics'
import type { Response } from 'express'

const dropped = counter({
  name: 'plinth_dropped_answers_total',
  help: 'Answers that were dropped with their connection, because their client did not read them and memory was needed.',
  labels: [],
})

/** Memory for answers that wait for their clients to read them, and for what was sent to streams of events. */
export const unreadBytesMax = 67_108_864

/**
 * Answers that their connections did not take at once, which are in memory until the clients have read them. A holder that has its
 * share of them, or more, gets no further ones. When all holders together have too many, the answer that waits longest is dropped
 * with its connection: no holder is refused for the answers of others.
 */
export class UnreadAnswers {
  readonly #shares: FairShares
  /** Ends the wait of each, the longest waiting first. */
  readonly #waiting = new Map<Response, () => void>()

  constructor(bytesMax: number) {
    dropped.begin()
    this.#shares = new FairShares(bytesMax)
  }

  get bytes(): number {
    return this.#shares.total
  }

  mayHaveMore(holder: string): boolean {
    return this.#shares.isWithinShare(holder)
  }

  /** Counts an answer, or a part of one, that is sent and not read: until the returned function is called, or its connection has closed. */
  add(holder: string, res: Response, bytes: number): () => void {
    const end = () => {
      res.off('close', end)
      if (this.#waiting.get(res) !== end) return
      this.#waiting.delete(res)
      this.#shares.give(holder, bytes)
    }
    this.#waiting.set(res, end)
    this.#shares.add(holder, bytes)
    res.once('close', end)
    for (const [longest, endLongest] of this.#waiting) {
      if (this.#shares.total <= this.#shares.max) break
      endLongest()
      longest.destroy()
      dropped.add(1)
    }
    return end
  }
}
