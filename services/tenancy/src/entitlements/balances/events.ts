import type { NewEvent } from '@plinth/kit/db'
import { receivedBy } from '../../owner.ts'
import type { Entitled } from '../grants/resolution.ts'

/** Event for usage that has reached a threshold, in percent of the limit. */
export const entitlementAlert = (
  { namespaceId, workspaceId }: { namespaceId: string; workspaceId: string },
  { pool, ownerId, window }: Pick<Entitled, 'pool' | 'ownerId' | 'window'>,
  { threshold, used, limit }: { threshold: number; used: number; limit: number },
): NewEvent => ({
  type: threshold === 100 ? 'entitlement.limit_reached' : 'entitlement.limit_warning',
  ...receivedBy({ workspaceId, namespaceId }),
  objectId: ownerId,
  objectType: 'entitlement',
  attributes: {
    feature: pool.code,
    threshold,
    used,
    limit,
    unit: pool.unit === '' ? null : pool.unit,
    owner_id: ownerId,
    window_start: window.start?.toISOString() ?? null,
    // Usage leaves a rolling window hour by hour.
    reset_at: pool.reset === 'rolling' ? null : (window.end?.toISOString() ?? null),
  },
})
