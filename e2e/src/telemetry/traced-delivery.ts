import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { eventually, type ReceivedRequest, webhookReceiver } from '@plinth/testkit'
import { created, newTenant, type Tenant } from '../tenant.ts'
import type { ExportedSpan, OtlpCollector } from './otlp-collector.ts'

export interface TracedDelivery {
  /** Every span of the trace, the delivery's included. */
  spans: ExportedSpan[]
  /** Of the caller, who began the trace. */
  callerSpanId: string
  received: ReceivedRequest
}

/** Renames a workspace as part of a trace of the caller's and waits until its webhook and all its spans have come. */
export async function tracedDelivery(
  plinth: { url: string; operatorKey: string },
  collector: OtlpCollector,
): Promise<TracedDelivery> {
  const receiver = await webhookReceiver()
  try {
    const tenant = await newTenant(plinth)
    created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
    const { traceId, callerSpanId } = await renamedInTrace(plinth, tenant)
    return await eventually(() => {
      const [received] = receiver.requests
      assert.ok(received)
      const spans = collector.spans.filter((span) => span.traceId === traceId)
      // They come from up to four processes, each when its turn to send has come.
      for (const part of ['PATCH ', 'send ', 'process ', 'POST webhook', 'UpdateWorkspace'])
        assert.ok(
          spans.some(({ name }) => name.includes(part)),
          `no span of ${part}yet`,
        )
      const ids = new Set([...spans.map(({ id }) => id), callerSpanId])
      for (const { name, parentId } of spans) assert.ok(ids.has(parentId), `the parent of ${name} has not come`)
      return { spans, callerSpanId, received }
    })
  } finally {
    await receiver.close()
  }
}

export interface LaterDeliveries {
  /** Of what caused the event. */
  traceId: string
  /** The attempts that followed the first one, as they were received. */
  received: ReceivedRequest[]
  /** Those that link to the trace. */
  spans: ExportedSpan[]
}

/** A delivery as above that is refused at first, comes again, and is replayed. */
export async function laterDeliveries(
  plinth: { url: string; operatorKey: string },
  collector: OtlpCollector,
): Promise<LaterDeliveries> {
  const receiver = await webhookReceiver()
  try {
    const tenant = await newTenant(plinth)
    const wanted = { url: receiver.url, events: ['workspace.updated'], retry_schedule_seconds: [0, 1] }
    const webhook = created(await tenant.api.post('/webhooks', wanted))
    receiver.answerWith(() => ({ status: receiver.requests.length === 1 ? 500 : 200 }))
    const { traceId } = await renamedInTrace(plinth, tenant)
    await eventually(() => assert.equal(receiver.requests.length, 2))
    const replay = await tenant.api.post(`/webhooks/${webhook.id}/replay`, { since: '2026-01-01T00:00:00Z' })
    assert.equal(replay.status, 202, replay.text)
    return await eventually(() => {
      const [, ...received] = receiver.requests
      const spans = collector.spans.filter(({ linkedTraceIds }) => linkedTraceIds.includes(traceId))
      assert.deepEqual([received.length, spans.length], [2, 2])
      return { traceId, received, spans }
    })
  } finally {
    await receiver.close()
  }
}

/** Renames the tenant's workspace as part of a trace of the caller's. */
async function renamedInTrace(plinth: { url: string }, tenant: Tenant) {
  const traceId = randomBytes(16).toString('hex')
  const callerSpanId = randomBytes(8).toString('hex')
  const answer = await fetch(`${plinth.url}/api/v1/workspaces/${tenant.workspace.id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      traceparent: `00-${traceId}-${callerSpanId}-01`,
    },
    body: JSON.stringify({ name: 'Renamed' }),
  })
  assert.equal(answer.status, 200, await answer.text())
  return { traceId, callerSpanId }
}
