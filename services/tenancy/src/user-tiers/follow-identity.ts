import type { Bus, Subscription } from '@plinth/kit/bus'
import { type Database, followEvents } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { consumedSubjects, consumerName, tierTold } from '../events.ts'
import { rememberTier } from './store.ts'

/** Keeps a copy of each user's tier: a user's own namespaces are resolved by it. */
export function followIdentity(deps: { database: Database; bus: Bus; log: Logger }): Promise<Subscription> {
  return followEvents({
    ...deps,
    consumer: consumerName,
    subjects: consumedSubjects,
    apply: async (tx, event) => {
      const told = tierTold(event)
      if (told !== undefined) await rememberTier(tx, told)
    },
  })
}
