import { setTimeout as wait } from 'node:timers/promises'
import { cachedAccessMsMax } from '@plinth/kit/access/cached-access'

/** Longest time from the timestamp of a change to its commit. */
const commitMs = 500

/** Waits until every gateway's cached access is newer than a change of that age. This needs no message. */
export async function untilCachesExpire(msAgo = 0): Promise<void> {
  const wholeMs = cachedAccessMsMax + commitMs
  await wait(Math.min(wholeMs, Math.max(0, wholeMs - msAgo)))
}
