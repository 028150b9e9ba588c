import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { type HttpResult, outboundHttp } from '../../src/outbound-http/index.ts'

/** Posts twice on one connection: the first request is answered, the second in this way. Returns the second's result. */
async function postTwice(
  t: TestContext,
  later: (socket: Socket) => unknown,
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
  const post = () =>
    http.post({
      url: `http://127.0.0.1:${port}/`,
      headers: {},
      body: Buffer.from('{}'),
      timeoutMs: 120_000,
      connectTimeoutMs: 60_000,
      responseBytesMax: 1_000,
    })
  assert.equal((await post()).outcome, 'ok')
  return { ...(await post()), requests }
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
})
