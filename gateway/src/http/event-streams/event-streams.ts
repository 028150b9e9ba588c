import { CallerShares } from '@plinth/kit/async/caller-shares'
import { type Holder, ofUser, ofWorkspace } from '../../access/holders.ts'
import { fail } from '../../errors.ts'

const placesMax = 1_000
const ofKeyMax = 10

/** Places for streams of events. */
export class EventStreams {
  readonly #places = new CallerShares<Holder>(placesMax, [
    { who: 'A key', nameOf: ({ sessionId, keyId }) => sessionId || keyId, ofOneMax: ofKeyMax },
    ofWorkspace,
    ofUser,
  ])

  /** Throws RATE_LIMIT_EXCEEDED when this gateway, or the holder, its workspace or its user, has as many as it may. */
  take(holder: Holder): void {
    const short = this.#places.take(holder)
    if (short === undefined) return
    throw short.who === undefined ? fail.eventStreamsTaken() : fail.eventStreamsOfOneTaken(short.who, short.most)
  }

  give(holder: Holder): void {
    this.#places.give(holder)
  }
}
