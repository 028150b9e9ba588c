import { type Bus, eventSubject, type Subscription } from '@plinth/kit/bus'
import { type Database, followEvents } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { applyTenancyEvent, concernsIdentity, effectiveAmong } from './verbs.ts'

/** The durable name of this service's consumer: outbox rows of tenancy wait for its confirmation. */
const consumerName = 'identity'
const consumedSubjects: readonly string[] = ['member.added', 'member.removed', 'workspace.deleted', 'user.deleted'].map(
  (type) => eventSubject('*', type),
)
// Most messages are members of new workspaces, which do not concern identity.
const gatherMs = 50

/** Follows the events of tenancy that change keys and users. */
export function followTenancy(deps: { database: Database; bus: Bus; log: Logger }): Promise<Subscription> {
  return followEvents({
    ...deps,
    consumer: consumerName,
    subjects: consumedSubjects,
    concerns: concernsIdentity,
    effective: effectiveAmong,
    gatherMs,
    apply: applyTenancyEvent,
  })
}
