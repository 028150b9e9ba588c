import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { type HttpResult, outboundHttp } from '../../src/outbound-http/index.ts'

/** Posts twice on one connection: the first request is answered, the second in this way. Returns the second's result. */
async function postTwice(
  t: TestContext,
  later: (socket: Socket) => unknown,
  timeoutMs = 120_000,
): Promise<HttpResult & { requests: number }> {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    let ofConnection = 0
    socket.on('data', () => {
      requests++
      if (ofConnection++ === 0) socket.write('HTTP/1.1 204 No Content\r\n\r\n')
      else later(socket)
    })
  })
  const http = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'] })
  t.after(async () => {
    await http.close()
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  const post = (withinMs: number) =>
    http.post({
      url: `http://127.0.0.1:${port}/`,
      headers: {},
      body: Buffer.from('{}'),
      timeoutMs: withinMs,
      connectTimeoutMs: withinMs,
      responseBytesMax: 1_000,
    })
  assert.equal((await post(120_000)).outcome, 'ok')
  return { ...(await post(timeoutMs)), requests }
}

describe('a POST on a kept connection', () => {
  it('is one request of one attempt: it is not sent again by itself when the receiver closes the connection', async (t) => {
    const { outcome, requests } = await postTwice(t, (socket) => socket.end())
    assert.deepEqual([outcome, requests], ['connect', 2])
  })

  it('names a 100 that was not asked for', async (t) => {
    const { outcome, error } = await postTwice(t, (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'))
    assert.deepEqual([outcome, error], ['connect', 'The endpoint answered 100 Continue, for which it was not asked.'])
  })

  it('names an answer whose body does not end, and lengths that do not agree', async (t) => {
    const endless = await postTwice(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'), 2_000)
    const sentence = 'The endpoint answered 200, but its answer did not end within 2000 ms.'
    assert.deepEqual([endless.outcome, endless.statusCode, endless.error], ['timeout', 200, sentence])
    const doubled = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy'
    const { outcome, error } = await postTwice(t, (socket) => socket.write(doubled))
    assert.deepEqual([outcome, error], ['connect', 'The response was not valid HTTP.'])
  })
})
