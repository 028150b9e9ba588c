import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startMesh } from '../../src/mesh.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { type ExportedSpan, type OtlpCollector, otlpCollector } from '../../src/telemetry/otlp-collector.ts'
import { spanTree } from '../../src/telemetry/span-tree.ts'
import { laterDeliveries, tracedDelivery } from '../../src/telemetry/traced-delivery.ts'
import type { Topology } from '../../src/topology.ts'

const ways: { name: string; services: string[]; start: (env: Record<string, string>) => Promise<Topology> }[] = [
  { name: 'in one process', services: ['plinth'], start: startOneProcess },
  {
    name: 'over the exchange of four processes',
    services: ['plinth-gateway', 'plinth-tenancy', 'plinth-webhooks'],
    start: (env) => startMesh({ env }),
  },
  {
    name: 'over unary calls of four processes',
    services: ['plinth-gateway', 'plinth-tenancy', 'plinth-webhooks'],
    start: (env) => startMesh({ env: { ...env, RPC_EXCHANGE: 'off' } }),
  },
]

for (const { name, services, start } of ways) {
  describe(`one trace, ${name}`, () => {
    let collector: OtlpCollector
    let plinth: Topology
    before(async () => {
      collector = await otlpCollector()
      plinth = await start({ ...collector.env, GATEWAY_TRACEPARENT_CALLERS: '127.0.0.1' })
    })
    after(async () => {
      await plinth?.stop()
      await collector?.close()
    })

    it('goes from the request through its calls, the outbox and the bus to the webhook', async (t) => {
      const { spans, callerSpanId, received } = await tracedDelivery(plinth, collector)
      t.diagnostic(`\n${spanTree(spans)}`)
      const one = (part: string, kind: ExportedSpan['kind']): ExportedSpan => {
        const found = spans.filter((span) => span.name.includes(part) && span.kind === kind)
        assert.equal(found.length, 1, `${found.length} ${kind} spans of ${part}`)
        return found[0] as ExportedSpan
      }
      const request = one('PATCH /workspaces/{', 'server')
      const call = one('WorkspacesService/UpdateWorkspace', 'client')
      const served = one('WorkspacesService/UpdateWorkspace', 'server')
      const send = one('send EVENTS', 'producer')
      const post = one('POST webhook', 'client')
      const processed = spans.filter((span) => span.name === 'process EVENTS')
      assert.equal(request.parentId, callerSpanId)
      assert.equal(call.parentId, request.id)
      assert.equal(served.parentId, call.id)
      assert.equal(send.parentId, served.id)
      assert.equal(post.parentId, send.id)
      for (const span of processed) assert.equal(span.parentId, send.id)
      assert.ok(processed.some((span) => span.attributes['messaging.consumer.group.name'] === 'webhooks'))
      assert.equal(received.headers['traceparent'], `00-${post.traceId}-${post.id}-01`)
      assert.deepEqual(new Set([request, served, post].map(({ service }) => service)), new Set(services))
    })

    it('is linked to by the traces of a retry and of a replay, which are their own', async () => {
      const { traceId, received, spans } = await laterDeliveries(plinth, collector)
      for (const { name, parentId, linkedTraceIds } of spans)
        assert.deepEqual([name, parentId, linkedTraceIds], ['POST webhook', '', [traceId]])
      const own = spans.map((span) => `00-${span.traceId}-${span.id}-01`)
      assert.deepEqual(received.map(({ headers }) => headers['traceparent']).sort(), own.sort())
      assert.equal(new Set([traceId, ...spans.map((span) => span.traceId)]).size, 3)
    })

    it('says nothing of a tenant in the name of a span, nor where a webhook goes', async () => {
      for (const span of collector.spans) {
        assert.doesNotMatch(span.name, /wks_|key_|usr_/)
        assert.doesNotMatch(JSON.stringify(span.attributes), /127\.0\.0\.1|sk_live|whsec/)
      }
    })
  })
}
