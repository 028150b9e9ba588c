import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { connectProxy, eventually, make, webhookReceiver } from '@plinth/testkit'
import { emitWorkspaceUpdated, newEndpoint, startHarness } from './harness.ts'

describe('an installation with a proxy', () => {
  it('takes webhooks whose names it cannot resolve, and delivers them through the proxy', async (t) => {
    const context = make.context()
    const resolve = () => Promise.reject(new Error('asked for a name'))
    const receiver = await webhookReceiver()
    t.after(() => receiver.close())
    const proxy = await connectProxy(Number(new URL(receiver.url).port))
    t.after(() => proxy.close())
    const settings = { WEBHOOKS_PROXY_URL: `http://127.0.0.1:${proxy.port}`, WEBHOOKS_PROXY_RESOLVES: 'true' }
    const harness = await startHarness(settings, { resolve })
    t.after(() => harness.stop())
    await harness.endpoints.createEndpoint(newEndpoint({ url: 'http://hooks.example.com/in' }), { context })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => assert.equal(receiver.requests.length, 1))
    assert.deepEqual(proxy.asked, [{ authority: 'hooks.example.com:80', login: undefined }])
  })
})
