import type { Tx } from '@plinth/kit/db'
import type { PlinthError } from '@plinth/kit/errors'
import { fail } from '../../errors.ts'
import { type ConsumeResult, revive } from './consume-result.ts'
import { bindEvent, type EventKey, findEvent, type StoredAnswer } from './event-store.ts'

/** The first result of an event_id, or a refusal when the quantity differs. */
export function earlierResult(
  stored: StoredAnswer,
  quantity: number,
): { result: ConsumeResult } | { refusal: PlinthError } {
  if (stored.quantity === quantity) return { result: revive(stored.answer) }
  return { refusal: fail.invalid({ event_id: ['This event_id was used with another quantity. Use a new event_id.'] }) }
}

/** Work with an event_id is done once: the same id again has the first result. */
export async function dedupeByEventId(
  tx: Tx,
  key: EventKey,
  quantity: number,
  work: () => Promise<ConsumeResult>,
): Promise<ConsumeResult> {
  if (key.eventId === '') return work()
  const known = await findEvent(tx, key)
  if (known !== undefined) return unwrap(earlierResult(known, quantity))
  try {
    return await tx.attempt(async () => {
      const result = await work()
      // Waits for a twin that came first, and then undoes the counting of this call.
      if (!(await bindEvent(tx, key, { quantity, answer: result }))) throw new TwinCameFirst()
      return result
    })
  } catch (thrown) {
    if (!(thrown instanceof TwinCameFirst)) throw thrown
    const first = await findEvent(tx, key)
    if (first === undefined) throw new Error('an event_id was bound and is not', { cause: thrown })
    return unwrap(earlierResult(first, quantity))
  }
}

class TwinCameFirst extends Error {}

function unwrap(outcome: ReturnType<typeof earlierResult>): ConsumeResult {
  if ('refusal' in outcome) throw outcome.refusal
  return outcome.result
}
