import type { Tx } from '@plinth/kit/db'
import { holdDeliveries, releaseDeliveries } from '../bulk-transitions/store.ts'
import type { Endpoint } from './endpoint.ts'
import { emitEndpointEvent } from './events.ts'
import { setActive } from './store.ts'

export type DisabledReason = 'by_request' | 'gone' | 'failures'

/** Disables an endpoint and holds its deliveries. Under its lock; does nothing when it is disabled already. */
export async function disableEndpoint(tx: Tx, endpoint: Endpoint, reason: DisabledReason): Promise<Endpoint> {
  if (!endpoint.isActive) return endpoint
  const disabled = await setActive(tx, endpoint.workspaceId, endpoint.id, false, reason)
  await holdDeliveries(tx, [endpoint.id])
  emitEndpointEvent(tx, 'webhook.disabled', endpoint, disabled)
  return disabled
}

/** Enables an endpoint and releases its held deliveries. Under its lock; does nothing when it is active already. */
export async function activateEndpoint(tx: Tx, endpoint: Endpoint): Promise<Endpoint> {
  if (endpoint.isActive) return endpoint
  if (!endpoint.isSuspended) await releaseDeliveries(tx, [endpoint.id])
  const active = await setActive(tx, endpoint.workspaceId, endpoint.id, true, '')
  emitEndpointEvent(tx, 'webhook.enabled', endpoint, active)
  return active
}
