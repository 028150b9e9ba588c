import type { Tx } from '@plinth/kit/db'
import { holdDeliveries, releaseDeliveries } from '../dispatch/hold-store.ts'
import { emitEndpointEvent } from '../events.ts'
import { setActivity } from './activity-store.ts'
import type { Endpoint } from './endpoint.ts'

export type DisabledReason = 'by_request' | 'gone' | 'failures'

/** Stops sending to an endpoint: what it is owed is held. Under its lock; nothing happens when it is disabled already. */
export async function disableEndpoint(tx: Tx, endpoint: Endpoint, reason: DisabledReason): Promise<Endpoint> {
  if (!endpoint.isActive) return endpoint
  const disabled = await setActivity(tx, endpoint.workspaceId, endpoint.id, false, reason)
  await holdDeliveries(tx, [endpoint.id])
  emitEndpointEvent(tx, 'webhook.disabled', disabled)
  return disabled
}

/** Sends again, what was held first. Under the endpoint's lock; nothing happens when it is active. */
export async function activateEndpoint(tx: Tx, endpoint: Endpoint): Promise<Endpoint> {
  if (endpoint.isActive) return endpoint
  if (!endpoint.isSuspended) await releaseDeliveries(tx, [endpoint.id])
  const active = await setActivity(tx, endpoint.workspaceId, endpoint.id, true, '')
  emitEndpointEvent(tx, 'webhook.enabled', active)
  return active
}
