import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type HttpResult, outboundHttp } from '../../src/outbound-http/index.ts'

const accept = (socket: Socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n')

type Answer = (socket: Socket, connections: number) => unknown

interface Posts {
  posts?: number
  first?: Answer
  later?: Answer
  /** Done by the receiver, with all its connections, before each POST. */
  before?: (sockets: ReadonlySet<Socket>) => unknown
  resendWithinMs?: number
}

/** Posts one after the other. Of each connection the receiver answers the first request in one way and all later ones in the other. */
async function postTo(
  t: TestContext,
  { posts = 2, first = accept, later = accept, before, resendWithinMs = 60_000 }: Posts,
) {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    let ofConnection = 0
    socket.on('data', () => {
      requests++
      if (ofConnection++ === 0) first(socket, sockets.size)
      else later(socket, sockets.size)
    })
  })
  const http = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'], resendWithinMs })
  t.after(async () => {
    await http.close()
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  const results: HttpResult[] = []
  for (let at = 0; at < posts; at++) {
    await before?.(sockets)
    results.push(
      await http.post({
        url: `http://127.0.0.1:${port}/`,
        headers: {},
        body: Buffer.from('{}'),
        timeoutMs: 120_000,
        connectTimeoutMs: 60_000,
        responseBytesMax: 1_000,
      }),
    )
  }
  const outcomes = results.map(({ outcome }) => outcome)
  return {
    outcomes,
    timings: results.at(-1)?.timings,
    error: results.at(-1)?.error,
    requests,
    connections: sockets.size,
  }
}

describe('a POST on a connection that the receiver closes just then', () => {
  for (const [how, close] of [
    ['ends', (socket: Socket) => socket.end()],
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
  ] as const)
    it(`is sent again at once on a new one: it ${how}`, async (t) => {
      const { outcomes, requests } = await postTo(t, { posts: 3, later: close })
      assert.deepEqual([outcomes, requests], [['ok', 'ok', 'ok'], 5])
    })

  it('has the time to the first byte of the connection that was answered', async (t) => {
    const lostAfterMs = 200
    const { timings } = await postTo(t, { later: (socket) => setTimeout(() => socket.end(), lostAfterMs) })
    const { totalMs = 0, connectMs = 0, firstByteMs = 0 } = timings ?? {}
    // Each time is rounded.
    assert.ok(totalMs - connectMs - firstByteMs >= lostAfterMs - 3, JSON.stringify(timings))
  })

  for (const [part, answer] of [
    ['half a status line', 'HTTP/1.1 20'],
    ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'],
    ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 Early Hints', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n'],
  ] as const)
    it(`is not sent again when an answer has begun: ${part}`, async (t) => {
      const { outcomes, requests } = await postTo(t, { later: (socket) => socket.end(answer) })
      assert.deepEqual([outcomes, requests], [['ok', 'connect'], 2])
    })

  it('is not sent again when the receiver may have worked on it', async (t) => {
    const { outcomes, requests } = await postTo(t, { later: (socket) => socket.end(), resendWithinMs: 0 })
    assert.deepEqual([outcomes, requests], [['ok', 'connect'], 2])
  })

  it('is not sent again for a 100 that was not asked for, which the attempt names', async (t) => {
    const { outcomes, requests, error } = await postTo(t, {
      later: (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
    })
    assert.deepEqual([outcomes, requests], [['ok', 'connect'], 2])
    assert.equal(error, 'The endpoint answered 100 Continue, for which it was not asked.')
  })

  it('is not sent again where the connection was new', async (t) => {
    const first = (socket: Socket) => socket.destroy()
    const { outcomes, requests } = await postTo(t, { posts: 1, first, later: first })
    assert.deepEqual([outcomes, requests], [['connect'], 1])
  })

  it('is not sent again where the kept connection was seen to be closed, and a new one was lost', async (t) => {
    const { outcomes, connections } = await postTo(t, {
      first: (socket, connections) => (connections === 1 ? accept(socket) : socket.destroy()),
      before: async (sockets) => {
        // Of a timer, so that the end is read before undici writes.
        await wait(1)
        for (const socket of sockets) socket.end()
      },
    })
    assert.deepEqual([outcomes, connections], [['ok', 'connect'], 2])
  })
})
