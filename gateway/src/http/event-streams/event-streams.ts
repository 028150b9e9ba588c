import type { Clock } from '@plinth/kit/clock'
import { fail } from '../../errors.ts'
import { FairShares } from '../../fair-shares.ts'

const tickMs = 1_000

export interface OpenStream {
  /** Called every second: a ping, a look for events and the end of a stream come by time. */
  tick(nowMs: number): void
  end(): void
}

/** Places for streams of events, by key or session, and the one timer of all of them. */
export class EventStreams {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #places = new FairShares(1_000, 10)
  readonly #open = new Set<OpenStream>()
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Throws RATE_LIMIT_EXCEEDED when the holder, or this gateway, has as many as it may. */
  take(holder: string): void {
    if (this.#places.take(holder)) return
    throw this.#places.areTaken ? fail.eventStreamsTaken() : fail.eventStreamsOfKeyTaken(this.#places.ofOneMax)
  }

  give(holder: string): void {
    this.#places.give(holder)
  }

  /** Keeps a stream until the function that it returns is called. */
  add(stream: OpenStream): () => void {
    this.#open.add(stream)
    // All at once: what they ask of other parts is asked together.
    this.#timer ??= setInterval(() => this.#tick(), tickMs)
    if (this.#isStopped) stream.end()
    return () => {
      this.#open.delete(stream)
      if (this.#open.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  nowMs(): number {
    return this.#clock.monotonicMs()
  }

  /** Ends all streams, and those that begin from now on. */
  stop(): void {
    this.#isStopped = true
    for (const stream of this.#open) stream.end()
  }

  #tick(): void {
    const nowMs = this.nowMs()
    for (const stream of this.#open) stream.tick(nowMs)
  }
}
