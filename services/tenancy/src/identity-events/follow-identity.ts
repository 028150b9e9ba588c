import type { Bus, Subscription } from '@plinth/kit/bus'
import { type Database, followEvents } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { consumedSubjects, consumerName } from '../events.ts'
import { applyIdentityEvent } from './verbs.ts'

/** Applies events about users. */
export function followIdentity(deps: { database: Database; bus: Bus; log: Logger }): Promise<Subscription> {
  return followEvents({
    ...deps,
    consumer: consumerName,
    subjects: consumedSubjects,
    apply: applyIdentityEvent,
  })
}
