import type { Exchange, OutboundHttp, PostRequest } from '@plinth/kit/outbound-http'
import { outgoingSpan } from '@plinth/kit/telemetry'
import type { Claim } from './claim-store.ts'
import { deliveryDurations, queueWaits } from './metrics.ts'

/**
 * One attempt. The first belongs to the trace of what caused the event; a retry may come a day later and has a trace of its
 * own with a link to it.
 */
export async function send(outbound: OutboundHttp, claim: Claim, request: PostRequest): Promise<Exchange> {
  const { traceparent, attemptNo, trigger, waitMs } = claim
  const isFirst = attemptNo === 1 && trigger === 'schedule'
  const call = { method: 'POST', traceparent, isLate: !isFirst, resendCount: attemptNo - 1 }
  const exchange = await outgoingSpan(call, (own) =>
    outbound.post(own === '' ? request : { ...request, headers: { ...request.headers, traceparent: own } }),
  )
  const { outcome, statusCode, timings } = exchange
  queueWaits.observe(waitMs / 1_000, isFirst ? 'first' : 'again')
  deliveryDurations.observe(timings.totalMs / 1_000, outcome, statusClass(statusCode))
  return exchange
}

const statusClass = (statusCode: number) => (statusCode === 0 ? 'none' : `${Math.floor(statusCode / 100)}xx`)
