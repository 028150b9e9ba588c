import { setTimeout as wait } from 'node:timers/promises'
import { accessLifeMaxMs } from '@plinth/kit/access/access-life'

/** Longest time from the timestamp of a change to its commit. */
const commitMs = 500

/** Waits until no gateway uses values that it read before a change of that age. This needs no message. */
export async function untilForgotten(msAgo = 0): Promise<void> {
  const wholeMs = accessLifeMaxMs + commitMs
  await wait(Math.min(wholeMs, Math.max(0, wholeMs - msAgo)))
}
