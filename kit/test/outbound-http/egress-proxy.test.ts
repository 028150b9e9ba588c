import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type OutboundHttpOptions, outboundHttp } from '../../src/outbound-http/index.ts'
import { certificate, certificateKey } from './certificate.ts'

// Public addresses that no packet goes to: the proxy connects each tunnel to the receiver of the test.
const [address, other] = ['8.8.8.8', '2001:4860:4860::8888']

const asked: { authority: string | undefined; login: string | undefined }[] = []
const sockets = new Set<Socket>()
const receiver = createServer({ cert: certificate, key: certificateKey }, (req, res) =>
  req.resume().on('end', () => res.end('received')),
)
const proxy = createHttpServer()
/** The status with which the proxy answers for an authority. */
let statusOf: (authority: string) => number

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port // a TCP server that listens has one
}

let receiverPort: number
let proxyPort: number
before(async () => {
  receiverPort = await listen(receiver)
  proxyPort = await listen(proxy)
  proxy.on('connect', ({ url = '', headers }, socket: Socket) => {
    asked.push({ authority: url, login: headers['proxy-authorization'] })
    const statusCode = statusOf(url)
    if (statusCode !== 200) {
      socket.end(`HTTP/1.1 ${statusCode} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const onward = connect(receiverPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
})
after(() => {
  receiver.close()
  proxy.close()
  for (const socket of sockets) socket.destroy()
})
beforeEach(() => {
  asked.length = 0
  statusOf = () => 200
})

const through = (changes: Partial<OutboundHttpOptions> = {}) =>
  outboundHttp({
    allowHttp: false,
    allowedCidrs: [],
    resolve: async () => [address, other],
    proxyUrl: `http://plinth:p%40ss@127.0.0.1:${proxyPort}`,
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
    assert.deepEqual(asked, [{ authority: `${address}:443`, login }])
    const [outcome, error] = await post(through(), 'https://other.example.com/in')
    assert.equal(outcome, 'tls')
    assert.match(String(error), /not for the host of the URL/)
  })

  it('asks for nothing where an address is not allowed', async () => {
    const blocked = ['blocked', 'The address of the endpoint is not allowed.']
    for (const resolved of [['10.0.0.1'], [address, '169.254.169.254'], ['::ffff:127.0.0.1']])
      assert.deepEqual(await post(through({ resolve: async () => resolved })), blocked)
    assert.deepEqual(await post(through(), 'https://127.0.0.1/'), blocked)
    assert.deepEqual(asked, [])
  })

  it('asks for the next address where the proxy cannot reach one, and says what the proxy answered', async () => {
    statusOf = (authority) => (authority === `${address}:443` ? 502 : 200)
    assert.deepEqual(await post(through()), ['ok', ''])
    assert.deepEqual(
      asked.map(({ authority }) => authority),
      [`${address}:443`, `[${other}]:443`],
    )
    asked.length = 0
    statusOf = () => 403
    assert.deepEqual(await post(through()), ['connect', 'The proxy of this installation answered 403.'])
    assert.equal(asked.length, 1)
  })

  it('says that the proxy is not there', async () => {
    const gone = createHttpServer()
    const port = await listen(gone)
    gone.close()
    await once(gone, 'close')
    assert.deepEqual(await post(through({ proxyUrl: `http://127.0.0.1:${port}` })), [
      'connect',
      'The proxy of this installation cannot be reached.',
    ])
  })

  it('reaches what the operator allows on its own networks without the proxy', async () => {
    const direct = through({ allowedCidrs: ['127.0.0.0/8'], resolve: async () => ['127.0.0.1'] })
    assert.deepEqual(await post(direct, `https://hooks.example.com:${receiverPort}/`), ['ok', ''])
    assert.deepEqual(asked, [])
  })

  it('leaves names to a proxy that resolves them, and no address, local name or name without a dot', async () => {
    const resolve = () => Promise.reject(new Error('asked for a name'))
    const naming = () => through({ doesProxyResolve: true, resolve })
    assert.equal((await naming().checkUrl('https://hooks.example.com/in')).isAllowed, true)
    assert.deepEqual(await post(naming()), ['ok', ''])
    assert.deepEqual(
      asked.map(({ authority }) => authority),
      ['hooks.example.com:443'],
    )
    const others = ['localhost', 'db.internal', 'vault', 'vault.', '10.0.0.1', '[::1]'].map(
      (host) => `https://${host}/`,
    )
    for (const url of others) {
      assert.equal((await naming().checkUrl(url)).isAllowed, false, url)
      assert.equal((await post(naming(), url))[0], 'blocked', url)
    }
    assert.equal(asked.length, 1)
  })
})
