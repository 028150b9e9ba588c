import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CollectedSpans, collectSpans } from '../../kit/test/telemetry/collected-spans.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'

describe('the traceparent of a caller', () => {
  let collected: CollectedSpans
  before(() => {
    collected = collectSpans()
  })
  after(() => collected?.stop())

  /** The trace of a call without a key from this address, and the traces that it links to. */
  async function tracedFrom(mesh: Mesh, address: string): Promise<{ traceId: string; links: string[] }> {
    const before = collected.spans.length
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-forwarded-for': address }
    const answer = await fetch(`${mesh.url}/api/v1/user`, { headers })
    assert.equal(answer.status, 401, await answer.text())
    const span = collected.spans.slice(before).find(({ name }) => name === 'GET /user')
    return {
      traceId: span?.spanContext().traceId ?? '',
      links: span?.links.map(({ context }) => context.traceId) ?? [],
    }
  }

  it('does not choose the trace: it begins at the gateway, with a link', async () => {
    const mesh = await startMesh()
    try {
      const traced = await tracedFrom(mesh, '203.0.113.9')
      assert.match(traced.traceId, /^[0-9a-f]{32}$/)
      assert.notEqual(traced.traceId, traceId)
      assert.deepEqual(traced.links, [traceId])
    } finally {
      await mesh.stop()
    }
  })

  it('chooses it where GATEWAY_TRACEPARENT_CALLERS names the address of the caller', async () => {
    const mesh = await startMesh({ GATEWAY_TRACEPARENT_CALLERS: '198.51.100.0/24' })
    try {
      assert.deepEqual(await tracedFrom(mesh, '198.51.100.7'), { traceId, links: [] })
      assert.deepEqual((await tracedFrom(mesh, '203.0.113.9')).links, [traceId])
      // No address of a caller: the proxy does not speak for it.
      assert.deepEqual((await tracedFrom(mesh, 'unknown')).links, [traceId])
    } finally {
      await mesh.stop()
    }
  })

  it('does not choose it through a proxy that GATEWAY_TRUSTED_PROXIES does not name, whose address stands for strangers', async () => {
    const mesh = await startMesh({ GATEWAY_TRACEPARENT_CALLERS: '0.0.0.0/0,::/0', GATEWAY_TRUSTED_PROXIES: '' })
    try {
      assert.deepEqual((await tracedFrom(mesh, '203.0.113.9')).links, [traceId])
    } finally {
      await mesh.stop()
    }
  })
})
