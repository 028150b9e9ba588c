import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { eventually, make, webhookReceiver } from '@plinth/testkit'
import { emitWorkspaceUpdated, newEndpoint, startHarness } from './harness.ts'

/** A proxy whose tunnels all lead to the port, and what it was asked for. */
async function proxyTo(t: TestContext, port: number) {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const proxy = createServer().on('connect', ({ url = '' }, socket: Socket) => {
    asked.push(url)
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connected\r\n\r\n'))
    for (const each of [onward, socket]) sockets.add(each.on('error', () => undefined))
    socket.pipe(onward).pipe(socket)
  })
  t.after(() => {
    proxy.close()
    for (const socket of sockets) socket.destroy()
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return { asked, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` }
}

describe('an installation with a proxy', () => {
  it('takes webhooks whose names it cannot resolve, and delivers them through the proxy', async (t) => {
    const context = make.context()
    const resolve = () => Promise.reject(new Error('asked for a name'))
    const receiver = await webhookReceiver()
    t.after(() => receiver.close())
    const proxy = await proxyTo(t, Number(new URL(receiver.url).port))
    const harness = await startHarness({ WEBHOOKS_PROXY_URL: proxy.url, WEBHOOKS_PROXY_RESOLVES: 'true' }, { resolve })
    t.after(() => harness.stop())
    await harness.endpoints.createEndpoint(newEndpoint({ url: 'http://hooks.example.com/in' }), { context })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => assert.equal(receiver.requests.length, 1))
    assert.deepEqual(proxy.asked, ['hooks.example.com:80'])
  })
})
