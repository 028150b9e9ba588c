import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type OutboundHttpOptions, outboundHttp } from '../../src/outbound-http/index.ts'

const answered = 'HTTP/1.1 204 No Content\r\n\r\n'

/** A receiver of raw connections that answers each request, and a sender whose connections age as the test says. */
async function start(t: TestContext, options: Partial<OutboundHttpOptions> = {}) {
  const clock = { nowMs: 0 }
  const open = new Set<Socket>()
  const reached: (string | undefined)[] = []
  const receiver = {
    answer: (socket: Socket): unknown => socket.write(answered),
    /** Closes all connections, until the sender has closed them too. */
    hangUp: () => Promise.all([...open].map((socket) => once(socket.end(), 'close'))),
    closed: () => Promise.all([...open].map((socket) => once(socket, 'close'))),
  }
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined).once('close', () => open.delete(socket)))
    reached.push(socket.localAddress)
    socket.on('data', (data) => void (String(data).endsWith('{}') && receiver.answer(socket)))
  })
  const http = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'], nowMs: () => clock.nowMs, ...options })
  t.after(async () => {
    await http.close()
    server.close()
    for (const socket of open) socket.destroy()
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  const post = async (afterMs: number, host = '127.0.0.1') => {
    clock.nowMs += afterMs
    const { outcome } = await http.post({
      url: `http://${host}:${port}/`,
      headers: {},
      body: Buffer.from('{}'),
      timeoutMs: 120_000,
      connectTimeoutMs: 60_000,
      responseBytesMax: 1_000,
    })
    return outcome
  }
  return { post, receiver, clock, reached }
}

describe('a kept connection', () => {
  it('is not used where the receiver closes it just when the next request comes', async (t) => {
    const { post, receiver } = await start(t, { nowMs: () => performance.now() })
    const idleSince = new Map<Socket, number>()
    let lost = 0
    receiver.answer = (socket) => {
      const isIdle = performance.now() - (idleSince.get(socket) ?? performance.now()) >= 600
      idleSince.set(socket, performance.now())
      if (!isIdle) return socket.write(answered)
      lost++
      return socket.destroy()
    }
    for (let at = 0; at < 4; at++) {
      assert.equal(await post(0), 'ok')
      await wait(700)
    }
    assert.equal(lost, 0)
  })

  it('is used for half of the time after which the receiver has closed one', async (t) => {
    const { post, receiver, clock, reached } = await start(t)
    await post(0)
    clock.nowMs += 600
    await receiver.hangUp()
    await post(1_000)
    await post(290)
    assert.equal(reached.length, 2)
    await post(310)
    assert.equal(reached.length, 3)
  })

  it('is used for half of the time after which a request on one was lost', async (t) => {
    const { post, receiver, reached } = await start(t)
    await post(0)
    const { answer } = receiver
    receiver.answer = (socket) => {
      receiver.answer = answer
      socket.destroy()
    }
    assert.equal(await post(300), 'ok')
    await post(0)
    await post(140)
    assert.equal(reached.length, 2)
    await post(160)
    assert.equal(reached.length, 3)
  })

  it('is used on where a receiver under load reset a request, or closed all connections', async (t) => {
    const { post, receiver, reached, clock } = await start(t)
    for (let at = 0; at < 50; at++) await post(20)
    assert.equal(reached.length, 1)
    const { answer } = receiver
    receiver.answer = (socket) => {
      receiver.answer = answer
      socket.resetAndDestroy()
    }
    assert.equal(await post(20), 'ok')
    for (let at = 0; at < 50; at++) assert.equal(await post(20), 'ok')
    assert.equal(reached.length, 2)
    clock.nowMs += 3
    await receiver.hangUp()
    for (let at = 0; at < 50; at++) assert.equal(await post(20), 'ok')
    assert.equal(reached.length, 3)
  })

  it('is used for 2.5 s again where one is seen to stay open a minute after a loss', async (t) => {
    const { post, receiver, reached } = await start(t)
    const answer = (socket: Socket) => socket.write('HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=5\r\n\r\n')
    receiver.answer = answer
    await post(0)
    receiver.answer = (socket) => {
      receiver.answer = answer
      socket.resetAndDestroy()
    }
    assert.equal(await post(300), 'ok')
    await post(0)
    await post(200)
    assert.equal(reached.length, 3)
    await post(60_000)
    // Of these each opens a connection; only the one that is left open and unused can show that it stays open.
    for (let before = 0; before < reached.length && before < 200; await post(200)) {
      before = reached.length
      await wait(100)
    }
    const { length } = reached
    assert.ok(length < 200)
    await post(2_400)
    assert.equal(reached.length, length)
  })

  it('is used for up to 2.5 s where one was seen to stay open for 5 s', async (t) => {
    const { post, receiver, reached } = await start(t)
    await post(0)
    await receiver.closed()
    await post(0)
    await post(2_400)
    assert.equal(reached.length, 2)
    await post(2_600)
    assert.equal(reached.length, 3)
  })

  it('fails no attempt where the receiver closes it sooner than is learned, just when each next request comes', async (t) => {
    t.mock.method(performance, 'now', () => 1_000)
    const { post, receiver, reached } = await start(t)
    const { answer } = receiver
    const used = new Set<Socket>()
    receiver.answer = (socket) => {
      if (used.has(socket)) return socket.destroy()
      used.add(socket)
      return answer(socket)
    }
    for (let at = 0; at < 24; at++) assert.equal(await post(100), 'ok')
    assert.equal(reached.length, 24)
  })

  it('is used for half of the time that the receiver says', async (t) => {
    const { post, receiver, reached } = await start(t)
    receiver.answer = (socket) => socket.write('HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=2, max=99\r\n\r\n')
    await post(0)
    await post(900)
    assert.equal(reached.length, 1)
    await post(1_100)
    assert.equal(reached.length, 2)
  })

  it('is left after a minute, so that a receiver that moved is followed, however often it is sent to', async (t) => {
    const addresses = ['127.0.0.1']
    const { post, reached } = await start(t, { resolve: async () => addresses })
    await post(0, 'hooks.example.com')
    addresses[0] = '127.0.0.2'
    for (let at = 0; at < 149; at++) await post(400, 'hooks.example.com')
    assert.deepEqual(reached, ['127.0.0.1'])
    await post(400, 'hooks.example.com')
    assert.deepEqual(reached, ['127.0.0.1', '127.0.0.2'])
  })
})
