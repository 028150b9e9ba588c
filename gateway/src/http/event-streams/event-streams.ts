import { CallerShares } from '@plinth/kit/async/caller-shares'
import type { Clock } from '@plinth/kit/clock'
import { type Holder, ofUser, ofWorkspace } from '../../access/holders.ts'
import { fail } from '../../errors.ts'

const tickMs = 1_000
const placesMax = 1_000
const ofKeyMax = 10

export interface OpenStream {
  /** Called every second: a ping, a look for events and the end of a stream come by time. */
  tick(nowMs: number): void
  end(): void
}

/** Places for streams of events, and the one timer of all of them. */
export class EventStreams {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #places = new CallerShares<Holder>(placesMax, [
    { who: 'A key', nameOf: ({ sessionId, keyId }) => sessionId || keyId, ofOneMax: ofKeyMax },
    ofWorkspace,
    ofUser,
  ])
  readonly #open = new Set<OpenStream>()
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Throws RATE_LIMIT_EXCEEDED when this gateway, or the holder, its workspace or its user, has as many as it may. */
  take(holder: Holder): void {
    const short = this.#places.take(holder)
    if (short === undefined) return
    throw short.who === undefined ? fail.eventStreamsTaken() : fail.eventStreamsOfOneTaken(short.who, short.most)
  }

  give(holder: Holder): void {
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
