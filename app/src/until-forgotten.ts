import { setTimeout as wait } from 'node:timers/promises'
import { accessLifeMaxMs } from '@plinth/kit/access/access-life'

/** From the time that a change bears to its commit. */
const commitMs = 500

/** Waits until no gateway uses what it read before a change of so long ago. No message has to arrive for that. */
export async function untilForgotten(msAgo = 0): Promise<void> {
  const wholeMs = accessLifeMaxMs + commitMs
  await wait(Math.min(wholeMs, Math.max(0, wholeMs - msAgo)))
}
