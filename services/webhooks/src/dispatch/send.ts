import type { HttpResult, OutboundHttp, PostRequest } from '@plinth/kit/outbound-http'
import { outgoingSpan } from '@plinth/kit/telemetry'
import type { Claim } from './lease-store.ts'
import { deliveryDurations, queueWaits } from './metrics.ts'

/**
 * Makes one attempt. The first attempt belongs to the trace of the request that caused the event; a retry may come a day
 * later, so it has a trace of its own with a link to that one.
 */
export async function send(outbound: OutboundHttp, claim: Claim, request: PostRequest): Promise<HttpResult> {
  const { traceparent, attemptNo, trigger, waitMs } = claim
  const isFirst = attemptNo === 1 && trigger === 'schedule'
  const call = { method: 'POST', traceparent, isLate: !isFirst, resendCount: attemptNo - 1 }
  const response = await outgoingSpan(call, (own) =>
    outbound.post(own === '' ? request : { ...request, headers: { ...request.headers, traceparent: own } }),
  )
  const { outcome, statusCode, timings } = response
  queueWaits.observe(waitMs / 1_000, isFirst ? 'first' : 'again')
  deliveryDurations.observe(timings.totalMs / 1_000, outcome, statusClass(statusCode))
  return response
}

const statusClass = (statusCode: number) => (statusCode === 0 ? 'none' : `${Math.floor(statusCode / 100)}xx`)
