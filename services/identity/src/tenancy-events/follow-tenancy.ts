import type { Bus, Subscription } from '@plinth/kit/bus'
import { type Database, followEvents } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { consumedSubjects, consumerName } from '../events.ts'
import { applyTenancyEvent, concernsIdentity } from './verbs.ts'

/** Most messages are members of new workspaces and do not concern identity. */
const gatherMs = 50

/** What follows here from what happened in tenancy. */
export function followTenancy(deps: { database: Database; bus: Bus; log: Logger }): Promise<Subscription> {
  return followEvents({
    ...deps,
    consumer: consumerName,
    subjects: consumedSubjects,
    concerns: concernsIdentity,
    gatherMs,
    apply: applyTenancyEvent,
  })
}
