import { actsIn } from '../../access/credentials.ts'
import { CliError } from '../../failure.ts'
import type { Run } from '../../run.ts'
import { type EventLine, headOf } from './event-line.ts'
import { followEvents } from './follow-events.ts'

const findMsMax = 20_000

/**
 * A stored event with the very bytes that endpoints get. The stream hands them out; an answer of JSON, parsed and printed again, would
 * change numbers and spaces.
 */
export async function storedEvent(run: Run, id: string): Promise<EventLine & { payload: string }> {
  const { options, signal } = run
  const client = await run.client()
  const { type, created_at } = await client.events.get(id, {}, { signal })
  const own = await run.credentials()
  const late = AbortSignal.timeout(findMsMax)
  const events = followEvents({
    ...{ credentials: own, ...actsIn(own, options) },
    ...{ types: type, sinceMs: Date.parse(created_at) },
    signal: AbortSignal.any([signal, late]),
    ...{ onReady: () => undefined, onLost: () => undefined, onBack: () => undefined },
  })
  for await (const { payload } of events) if (headOf(payload).id === id) return { id, type, created_at, payload }
  if (signal.aborted) throw new CliError('interrupted', 'INTERRUPTED', 'The command was interrupted.')
  throw new CliError('unanswered', 'NO_ANSWER', `The bytes of ${id} did not come within 20 s.`)
}
