import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { eventually, type ReceivedRequest, webhookReceiver } from '@plinth/testkit'
import { created, newTenant } from '../tenant.ts'
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
