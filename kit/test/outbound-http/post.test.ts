import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { after, describe, it, mock } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runProcess } from '@plinth/testkit'
import { type OutboundHttp, outboundHttp, type Resolve } from '../../src/outbound-http/index.ts'
import { certificate, certificateKey } from './certificate.ts'

const closers: (() => unknown)[] = []
after(() => Promise.all(closers.map((close) => close())))

function client(
  allowedCidrs: string[] = ['127.0.0.0/8'],
  resolve: Resolve = async () => ['127.0.0.1'],
  ca?: string,
): OutboundHttp {
  const http = outboundHttp({ allowHttp: true, allowedCidrs, resolve, ...(ca === undefined ? {} : { ca }) })
  closers.push(() => http.close())
  return http
}

async function serve(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  const port = await listen(server)
  closers.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return port
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  // The one port of those given out for 0 that no request may go to: gRPC's.
  if (port !== 50_051) return port
  server.close()
  await once(server, 'close')
  return listen(server)
}

const tlsReceiver = (answer: RequestListener) =>
  serve(createTlsServer({ cert: certificate, key: certificateKey }, answer))
const receiver = (answer: RequestListener) => serve(createServer(answer))
const raw = (talk: (socket: Socket) => void) =>
  serve(createTcpServer((socket) => talk(socket.on('error', () => undefined))))

function post(
  http: OutboundHttp,
  url: string,
  changes: { timeoutMs?: number; connectTimeoutMs?: number; responseBytesMax?: number } = {},
) {
  const body = Buffer.from('{"id":"evt_1"}')
  return http.post({
    url,
    headers: { 'x-a': 'b' },
    body,
    timeoutMs: 120_000,
    connectTimeoutMs: 60_000,
    responseBytesMax: 65_536,
    ...changes,
  })
}

describe('a guarded POST', () => {
  it('carries headers and the exact bytes, and tells the answer and its phases', async () => {
    const seen: unknown[] = []
    const port = await receiver(async (req, res) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk)
      seen.push([req.method, req.url, req.headers['x-a'], req.headers.host, Buffer.concat(chunks).toString()])
      res.writeHead(202, { 'x-answer': 'yes' }).end('thanks')
    })
    const askedAt = performance.now()
    const answer = await post(client(), `http://hooks.example.com:${port}/in?x=1`)
    const tookMs = performance.now() - askedAt
    assert.deepEqual(seen, [['POST', '/in?x=1', 'b', `hooks.example.com:${port}`, '{"id":"evt_1"}']])
    assert.deepEqual(
      [answer.outcome, answer.statusCode, answer.headers['x-answer'], answer.body.toString(), answer.error],
      ['ok', 202, 'yes', 'thanks', ''],
    )
    assert.ok(answer.timings.totalMs >= 0 && answer.timings.totalMs <= Math.ceil(tookMs))
  })
  it('keeps the connection alive for the next one', async () => {
    const remotePorts = new Set<number | undefined>()
    const port = await receiver((req, res) => {
      remotePorts.add(req.socket.remotePort)
      req.resume().on('end', () => res.end())
    })
    const http = client()
    for (let i = 0; i < 3; i++) assert.equal((await post(http, `http://127.0.0.1:${port}/`)).outcome, 'ok')
    assert.equal(remotePorts.size, 1)
  })
  it('opens another one at once when an answer has ended its connection, or is about to', async () => {
    for (const headers of [{ connection: 'close' }, { 'keep-alive': 'timeout=1' }]) {
      const port = await receiver((req, res) => req.resume().on('end', () => res.writeHead(200, headers).end('x')))
      const http = client()
      for (let at = 0; at < 5; at++) {
        const { outcome, error } = await post(http, `http://127.0.0.1:${port}/`)
        assert.deepEqual([outcome, error], ['ok', ''], `${JSON.stringify(headers)}, attempt ${at}`)
      }
    }
  })
  it('goes where the name pointed when it was checked, though it points elsewhere a moment later', async () => {
    const reached: (string | undefined)[] = []
    const port = await receiver((req, res) => {
      reached.push(req.socket.localAddress)
      req.resume().on('end', () => res.end())
    })
    const secret = createServer((_, res) => res.end('inside'))
    secret.listen(port, '127.0.0.2')
    await once(secret, 'listening')
    closers.push(() => secret.close())
    let asked = 0
    const rebinding: Resolve = async () => (asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2'])
    const http = client(['127.0.0.1/32'], rebinding)
    const first = await post(http, `http://hooks.example.com:${port}/`)
    assert.deepEqual([first.outcome, reached, asked], ['ok', ['127.0.0.1'], 1])
    await http.close()
    const later = await post(client(['127.0.0.1/32'], rebinding), `http://hooks.example.com:${port}/`)
    assert.deepEqual([later.outcome, later.body.toString()], ['blocked', ''])
  })
  it('does not follow a redirect', async () => {
    let calls = 0
    const port = await receiver((req, res) => {
      calls++
      req.resume()
      res.writeHead(307, { location: '/elsewhere' }).end()
    })
    const { outcome, statusCode } = await post(client(), `http://127.0.0.1:${port}/`)
    assert.deepEqual([outcome, statusCode, calls], ['http', 307, 1])
  })
  it('cuts an answer that is too long and still takes it as one', async () => {
    const port = await receiver((req, res) => {
      req.resume()
      res.end(Buffer.alloc(1_000_000, 'x'))
    })
    const answer = await post(client(), `http://127.0.0.1:${port}/`, { responseBytesMax: 1_000 })
    assert.deepEqual([answer.outcome, answer.statusCode, answer.body.length], ['ok', 200, 1_000])
  })
})

describe('a guarded POST over TLS', () => {
  const trusting = () => client(['127.0.0.0/8'], async () => ['127.0.0.1'], certificate)
  const answer: RequestListener = (req, res) => req.resume().on('end', () => res.end('safe'))

  it('goes to the checked address and asks for the name, then keeps the connection', async () => {
    const port = await tlsReceiver(answer)
    const http = trusting()
    const first = await post(http, `https://hooks.example.com:${port}/`)
    assert.deepEqual([first.outcome, first.statusCode, first.body.toString(), first.error], ['ok', 200, 'safe', ''])
    const second = await post(http, `https://hooks.example.com.:${port}/`)
    assert.deepEqual([second.outcome, second.timings.tlsMs], ['ok', 0])
  })
  it('tls: a certificate of no known authority', async () => {
    const { outcome, error } = await post(client(), `https://hooks.example.com:${await tlsReceiver(answer)}/`)
    assert.deepEqual(
      [outcome, error],
      ['tls', 'The certificate is signed by itself, not by a known authority (DEPTH_ZERO_SELF_SIGNED_CERT).'],
    )
  })
  it('tls: a certificate for another name, or for an address', async () => {
    const port = await tlsReceiver(answer)
    for (const host of ['other.example.com', '127.0.0.1']) {
      const { outcome, error } = await post(trusting(), `https://${host}:${port}/`)
      assert.deepEqual(
        [outcome, error],
        ['tls', 'The certificate is not for the host of the URL (ERR_TLS_CERT_ALTNAME_INVALID).'],
      )
    }
  })
})

describe('one deadline for the whole attempt', () => {
  it('ends a receiver that never answers', async () => {
    const port = await raw(() => undefined)
    assert.equal((await post(client(), `http://127.0.0.1:${port}/`, { timeoutMs: 200 })).outcome, 'timeout')
  })
  it('ends an answer that drips byte by byte, although each byte is in time', async () => {
    const [some, more] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      let drops = 0
      const timer = setInterval(() => {
        socket.write('x')
        drops++
        if (drops === 10) some.resolve()
        if (drops === 20) more.resolve()
      }, 10)
      socket.on('close', () => clearInterval(timer))
    })
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      const posting = post(client(), `http://127.0.0.1:${port}/`, { timeoutMs: 300, connectTimeoutMs: 300 })
      await some.promise
      mock.timers.tick(200)
      // Were the time counted from the latest byte, it would not be over.
      await more.promise
      mock.timers.tick(100)
      const answer = await posting
      assert.deepEqual([answer.outcome, answer.statusCode], ['timeout', 200])
      assert.ok(answer.body.length > 0 && answer.body.length < 1_000, `${answer.body.length} bytes were read`)
    } finally {
      mock.timers.reset()
    }
  })
  it('ends a name that never resolves', async () => {
    const http = client([], () => new Promise(() => undefined))
    assert.equal((await post(http, 'http://hooks.example.com/', { timeoutMs: 200 })).outcome, 'timeout')
  })
  it('ends a TLS handshake that stalls', async () => {
    const port = await raw(() => undefined)
    // Long before the deadline of the whole.
    const answer = await post(client(), `https://127.0.0.1:${port}/`, { connectTimeoutMs: 300 })
    assert.deepEqual([answer.outcome, answer.error], ['timeout', 'The connection was not established in time.'])
  })
})

describe('an attempt without an answer', () => {
  it('connect: no process listens', async () => {
    const server = createTcpServer()
    const port = await serve(server)
    server.close()
    await once(server, 'close')
    const answer = await post(client(), `http://127.0.0.1:${port}/`)
    assert.deepEqual([answer.outcome, answer.error], ['connect', 'The connection was refused.'])
  })
  it('connect: the receiver hangs up', async () => {
    const port = await raw((socket) => socket.once('data', () => socket.destroy()))
    assert.equal((await post(client(), `http://127.0.0.1:${port}/`)).outcome, 'connect')
  })
  it('connect: the receiver resets at once, which no address is to blame for', async () => {
    const resetting = fileURLToPath(new URL('resetting-receiver.ts', import.meta.url))
    const receiving = runProcess(resetting)
    const [, port] = await receiving.line(/listens at (\d+)/)
    const outcomes = new Set<string>()
    for (let i = 0; i < 300; i++) outcomes.add((await post(client(), `http://127.0.0.1:${port}/`)).outcome)
    assert.deepEqual([...outcomes], ['connect'])
    await receiving.kill()
  })
  it('connect: what came is not HTTP', async () => {
    const port = await raw((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
    assert.equal((await post(client(), `http://127.0.0.1:${port}/`)).outcome, 'connect')
  })
  it('tls: the other side does not speak it', async () => {
    const port = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    assert.equal((await post(client(), `https://127.0.0.1:${port}/`)).outcome, 'tls')
  })
  it('dns: the name is unknown, or its name servers fail', async () => {
    const sentences = {
      ENOTFOUND: 'The host name does not exist.',
      ESERVFAIL: 'The name servers of the host failed.',
      ETIMEOUT: 'The name servers of the host did not answer in time.',
      EBADRESP: 'The host name could not be resolved.',
    }
    for (const [code, sentence] of Object.entries(sentences)) {
      const http = client([], async () => Promise.reject(Object.assign(new Error(code), { code })))
      const { outcome, error } = await post(http, 'http://hooks.example.com/')
      assert.deepEqual([outcome, error], ['dns', sentence])
    }
  })
  it('blocked: the name turned to a private address after it was stored', async () => {
    let answers = ['8.8.8.8']
    const http = client([], async () => answers)
    assert.equal((await http.checkUrl('http://hooks.example.com/')).isAllowed, true)
    answers = ['8.8.8.8', '10.0.0.1']
    const answer = await post(http, 'http://hooks.example.com/')
    assert.deepEqual([answer.outcome, answer.error], ['blocked', 'The address of the endpoint is not allowed.'])
  })
  it('blocked: an address literal, without a packet sent', async () => {
    let connections = 0
    const port = await raw(() => connections++)
    assert.equal((await post(client([]), `http://127.0.0.1:${port}/`)).outcome, 'blocked')
    assert.equal((await post(client([]), `http://localhost:${port}/`)).outcome, 'blocked')
    assert.equal(connections, 0)
  })
})
