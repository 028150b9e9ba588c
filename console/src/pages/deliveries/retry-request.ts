import type { DeliveryRetry } from '../../api/sdk.ts'
import { boundsOf } from '../../ui/time-range.ts'
import type { Filters } from './view.ts'

/** Statuses that a retry of many takes; others have not ended, and go by themselves. */
const ended = ['success', 'failed', 'cancelled'] as const

/**
 * The retry of all that the filters of the list show; undefined for a status that has not ended. The times are fixed, so that
 * the call sends what its dry run counted. Without a status that is what failed or was cancelled.
 *
 * @param nowMs in ms since 1970.
 */
export function retryOf(view: Filters, nowMs: number): DeliveryRetry | undefined {
  const status = ended.find((one) => one === view.status)
  if (view.status !== '' && status === undefined) return undefined
  const { from, to } = boundsOf(view.range, nowMs)
  return {
    since: from || new Date(0).toISOString(),
    until: to || new Date(nowMs).toISOString(),
    webhook_id: view.webhook_id || undefined,
    event_id: view.event_id || undefined,
    event_type: view.event_type || undefined,
    status,
    outcome: view.outcome || undefined,
    status_code: view.status_code === '' ? undefined : Number(view.status_code),
  }
}
