import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { type HttpResult, outboundHttp } from '../../src/outbound-http/index.ts'

/** Posts twice: the first request of each connection is answered, or of the first alone, others in this way. Returns the second's result. */
async function postTwice(
  t: TestContext,
  later: (socket: Socket) => unknown,
  {
    timeoutMs = 120_000,
    answered = 'each first',
  }: { timeoutMs?: number; answered?: 'each first' | 'the very first' } = {},
): Promise<HttpResult & { requests: number }> {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    let ofConnection = 0
    socket.on('data', () => {
      const isFirst = ofConnection++ === 0 && (requests === 0 || answered === 'each first')
      requests++
      if (isFirst) socket.write('HTTP/1.1 204 No Content\r\n\r\n')
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
  /** The time of the sender: it passes as the test says, however busy the machine is. */
  function stillTime(t: TestContext) {
    const clock = { nowMs: 1_000 }
    t.mock.method(performance, 'now', () => clock.nowMs)
    return clock
  }

  it('is sent once more on a new connection when the receiver closes the kept one without an answer', async (t) => {
    stillTime(t)
    for (const lose of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
      const { outcome, requests } = await postTwice(t, lose)
      assert.deepEqual([outcome, requests], ['ok', 3])
    }
  })

  it('is not sent again where the receiver had time to work on it', async (t) => {
    const clock = stillTime(t)
    const { outcome, requests } = await postTwice(t, (socket) => {
      clock.nowMs += 1_000
      socket.end()
    })
    assert.deepEqual([outcome, requests], ['connect', 2])
  })

  it('is not sent again once something of an answer came', async (t) => {
    stillTime(t)
    const beginnings = ['HTTP/1.1 20', 'HTTP/1.1 102 Processing\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n']
    for (const beginning of beginnings) {
      const { outcome, requests } = await postTwice(t, (socket) => socket.end(beginning))
      assert.deepEqual([outcome, requests], ['connect', 2], beginning)
    }
  })

  it('is sent no third time', async (t) => {
    stillTime(t)
    const { outcome, requests } = await postTwice(t, (socket) => socket.end(), { answered: 'the very first' })
    assert.deepEqual([outcome, requests], ['connect', 3])
  })

  it('names a 100 that was not asked for', async (t) => {
    const { outcome, error } = await postTwice(t, (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'))
    assert.deepEqual([outcome, error], ['connect', 'The endpoint answered 100 Continue, for which it was not asked.'])
  })

  it('names an answer whose body does not end, and lengths that do not agree', async (t) => {
    const endless = await postTwice(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'), {
      timeoutMs: 2_000,
    })
    const sentence = 'The endpoint answered 200, but its answer did not end within 2000 ms.'
    assert.deepEqual([endless.outcome, endless.statusCode, endless.error], ['timeout', 200, sentence])
    const doubled = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy'
    const { outcome, error } = await postTwice(t, (socket) => socket.write(doubled))
    assert.deepEqual([outcome, error], ['connect', 'The response was not valid HTTP.'])
  })
})
