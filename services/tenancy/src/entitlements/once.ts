import type { Tx } from '@plinth/kit/db'
import { fail } from '../errors.ts'
import { bindEvent, type EventKey, findEvent, type StoredAnswer } from './event-store.ts'

/**
 * Work with an event_id counts once: the same id again is the first answer, with another quantity a mistake. Work that
 * answers undefined to `bind` leaves the id free.
 */
export async function once<Answer extends object>(
  tx: Tx,
  key: EventKey,
  quantity: number,
  work: () => Promise<Answer>,
  bind: (answer: Answer) => object | undefined,
  revive: (stored: object) => Answer,
): Promise<Answer> {
  if (key.eventId === '') return work()
  const known = await findEvent(tx, key)
  if (known !== undefined) return revive(sameAs(known, quantity).answer)
  try {
    return await tx.attempt(async () => {
      const answer = await work()
      const bound = bind(answer)
      // A twin that came first is waited for here; whatever this one counted is undone.
      if (bound !== undefined && !(await bindEvent(tx, key, { quantity, answer: bound }))) throw new TwinCameFirst()
      return answer
    })
  } catch (thrown) {
    if (!(thrown instanceof TwinCameFirst)) throw thrown
    const first = await findEvent(tx, key)
    if (first === undefined) throw new Error('an event_id was bound and is not', { cause: thrown })
    return revive(sameAs(first, quantity).answer)
  }
}

class TwinCameFirst extends Error {}

/** What is stored, if it was for the same quantity. */
export function sameAs<Stored extends StoredAnswer>(stored: Stored, quantity: number): Stored {
  if (stored.quantity === quantity) return stored
  throw fail.invalid({ event_id: ['This event_id was used with another quantity. Use a new event_id.'] })
}
