import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type ConnectProxy, connectProxy, freePort } from '@plinth/testkit'
import { type OutboundHttpOptions, outboundHttp } from '../../src/outbound-http/index.ts'
import { certificate, certificateKey } from './certificate.ts'

// Public addresses that no packet goes to: the proxy connects each tunnel to the receiver of the test.
const [address, other] = ['8.8.8.8', '2001:4860:4860::8888']

const receiver = createServer({ cert: certificate, key: certificateKey }, (req, res) =>
  req.resume().on('end', () => res.end('received')),
)

let receiverPort: number
let proxy: ConnectProxy
before(async () => {
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  receiverPort = (receiver.address() as AddressInfo).port // a TCP server that listens has one
  proxy = await connectProxy(receiverPort)
})
after(() => {
  receiver.close()
  receiver.closeAllConnections()
  proxy?.close()
})
beforeEach(() => {
  proxy.asked.length = 0
  proxy.statusOf = () => 200
})

const through = (changes: Partial<OutboundHttpOptions> = {}) =>
  outboundHttp({
    allowHttp: false,
    allowedCidrs: [],
    resolve: async () => [address, other],
    proxyUrl: `http://plinth:p%40ss@127.0.0.1:${proxy.port}`,
    ca: certificate,
    ...changes,
  })

async function post(http: ReturnType<typeof outboundHttp>, url = 'https://hooks.example.com/in', posts = 1) {
  try {
    let result: Awaited<ReturnType<typeof http.post>> | undefined
    for (let at = 0; at < posts; at++)
      result = await http.post({
        url,
        headers: {},
        body: Buffer.from('{}'),
        timeoutMs: 120_000,
        connectTimeoutMs: 60_000,
        responseBytesMax: 1_000,
      })
    assert.ok(result)
    return [result.outcome, result.error]
  } finally {
    await http.close()
  }
}

describe("a POST through the operator's proxy", () => {
  it('asks for a checked address, shows its login, trusts the receiver by its own certificate, and keeps the tunnel', async () => {
    assert.deepEqual(await post(through(), 'https://hooks.example.com/in', 3), ['ok', ''])
    const login = `Basic ${Buffer.from('plinth:p@ss').toString('base64')}`
    assert.deepEqual(proxy.asked, [{ authority: `${address}:443`, login }])
    const [outcome, error] = await post(through(), 'https://other.example.com/in')
    assert.equal(outcome, 'tls')
    assert.match(String(error), /not for the host of the URL/)
  })

  it('asks for nothing where an address is not allowed', async () => {
    const blocked = ['blocked', 'The address of the endpoint is not allowed.']
    for (const resolved of [['10.0.0.1'], [address, '169.254.169.254'], ['::ffff:127.0.0.1']])
      assert.deepEqual(await post(through({ resolve: async () => resolved })), blocked)
    assert.deepEqual(await post(through(), 'https://127.0.0.1/'), blocked)
    assert.deepEqual(proxy.asked, [])
  })

  it('asks for the next address where the proxy cannot reach one, and says what the proxy answered', async () => {
    proxy.statusOf = (authority) => (authority === `${address}:443` ? 502 : 200)
    assert.deepEqual(await post(through()), ['ok', ''])
    assert.deepEqual(
      proxy.asked.map(({ authority }) => authority),
      [`${address}:443`, `[${other}]:443`],
    )
    proxy.asked.length = 0
    proxy.statusOf = () => 403
    assert.deepEqual(await post(through()), ['connect', 'The proxy of this installation answered 403.'])
    assert.equal(proxy.asked.length, 1)
  })

  it('says that the proxy is not there', async () => {
    const port = await freePort()
    assert.deepEqual(await post(through({ proxyUrl: `http://127.0.0.1:${port}` })), [
      'connect',
      'The proxy of this installation cannot be reached.',
    ])
  })

  it('reaches what the operator allows on its own networks without the proxy', async () => {
    const direct = through({ allowedCidrs: ['127.0.0.0/8'], resolve: async () => ['127.0.0.1'] })
    assert.deepEqual(await post(direct, `https://hooks.example.com:${receiverPort}/`), ['ok', ''])
    assert.deepEqual(proxy.asked, [])
  })

  it('leaves names to a proxy that resolves them, and no address, local name or name without a dot', async () => {
    const resolve = () => Promise.reject(new Error('asked for a name'))
    const naming = () => through({ doesProxyResolve: true, resolve })
    assert.equal((await naming().checkUrl('https://hooks.example.com/in')).isAllowed, true)
    assert.deepEqual(await post(naming()), ['ok', ''])
    assert.deepEqual(
      proxy.asked.map(({ authority }) => authority),
      ['hooks.example.com:443'],
    )
    const others = ['localhost', 'db.internal', 'vault', 'vault.', '10.0.0.1', '[::1]'].map(
      (host) => `https://${host}/`,
    )
    for (const url of others) {
      assert.equal((await naming().checkUrl(url)).isAllowed, false, url)
      assert.equal((await post(naming(), url))[0], 'blocked', url)
    }
    assert.equal(proxy.asked.length, 1)
  })
})
