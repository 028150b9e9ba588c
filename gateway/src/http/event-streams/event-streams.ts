import type { Clock } from '@plinth/kit/clock'
import type { Principal } from '@plinth/proto/common/v1/context.ts'
import { fail } from '../../errors.ts'
import { FairShares } from '../../fair-shares.ts'

const tickMs = 1_000
const placesMax = 1_000
const ofKeyMax = 10

/** Who holds a stream. An operator is of no user and no workspace. */
export type StreamHolder = Pick<Principal, 'sessionId' | 'keyId' | 'userId' | 'homeWorkspaceId'>

export interface OpenStream {
  /** Called every second: a ping, a look for events and the end of a stream come by time. */
  tick(nowMs: number): void
  end(): void
}

/**
 * Places for streams of events, and the one timer of all of them. A key makes many sessions, a workspace has many keys, and a user
 * makes workspaces: none of them takes the places of others.
 */
export class EventStreams {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #shares = [
    {
      who: 'A key',
      places: new FairShares(placesMax, ofKeyMax),
      nameOf: (of: StreamHolder) => of.sessionId || of.keyId,
    },
    { who: 'A workspace', places: new FairShares(placesMax), nameOf: (of: StreamHolder) => of.homeWorkspaceId },
    { who: 'A user', places: new FairShares(placesMax), nameOf: (of: StreamHolder) => of.userId },
  ]
  readonly #open = new Set<OpenStream>()
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Throws RATE_LIMIT_EXCEEDED when this gateway, or the holder, its workspace or its user, has as many as it may. */
  take(holder: StreamHolder): void {
    for (const [at, { who, places, nameOf }] of this.#shares.entries()) {
      if (places.take(nameOf(holder))) continue
      const { areTaken, ofOneMax } = places
      for (const taken of this.#shares.slice(0, at)) taken.places.give(taken.nameOf(holder))
      throw areTaken ? fail.eventStreamsTaken() : fail.eventStreamsOfOneTaken(who, ofOneMax)
    }
  }

  give(holder: StreamHolder): void {
    for (const { places, nameOf } of this.#shares) places.give(nameOf(holder))
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
