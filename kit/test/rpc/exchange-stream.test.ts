import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, describe, it } from 'node:test'
import { Client, credentials, status } from '@grpc/grpc-js'
import { type ExchangeRequest, type ExchangeResponse, ExchangeServiceService } from '@plinth/proto/rpc/v1/exchange.ts'
import { eventually } from '@plinth/testkit'
import type { RpcHostOptions } from '../../src/rpc/index.ts'
import { startCallee } from './callee.ts'
import { dialing, type LocalHost, localHost } from './local-host.ts'
import { plainCall } from './plain-client.ts'
import { probeService } from './probe-service.ts'

const { exchange } = ExchangeServiceService

async function withHost(options: Partial<RpcHostOptions>, run: (callee: LocalHost) => Promise<void>): Promise<void> {
  const callee = await localHost(options)
  try {
    await run(callee)
  } finally {
    await callee.close()
  }
}

const clients: Client[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})
function newClient(address: string): Client {
  const client = new Client(address, credentials.createInsecure())
  clients.push(client)
  return client
}

/** A caller that speaks the stream by hand. */
function rawStream(address: string) {
  const client = newClient(address)
  const { path, requestSerialize, responseDeserialize } = exchange
  const stream = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize)
  const messages: ExchangeResponse[] = []
  let ended: number | undefined
  stream.on('error', () => undefined)
  stream.on('status', ({ code }) => {
    ended = code
  })
  return {
    client,
    stream,
    messages,
    listen: () => stream.on('data', (message: ExchangeResponse) => messages.push(message)),
    ended: () => ended,
  }
}

const frame = (id: number, asked: object): ExchangeRequest['calls'][number] => ({
  id,
  method: probeService.ask.path,
  timeoutMs: 0,
  context: Buffer.alloc(0),
  traceparent: '',
  payload: Buffer.from(JSON.stringify(asked)),
})

describe('the exchange stream', () => {
  it('answers calls that arrive together in one message', () =>
    withHost({}, async ({ address }) => {
      const { stream, messages, listen } = rawStream(address)
      listen()
      const calls = Array.from({ length: 50 }, (_, id) => frame(id + 1, { what: 'echo', text: `call ${id + 1}` }))
      stream.write({ calls, cancels: [] })
      await eventually(() => assert.equal(messages.length, 1))
      assert.deepEqual(
        messages[0]?.replies.map(({ id, payload }) => [id, JSON.parse(String(payload)).text]),
        calls.map(({ id }) => [id, `call ${id}`]),
      )
    }))

  it('reads on once the answers that made it pause have left', () =>
    withHost({ limits: { callsInFlightMax: 8 } }, async ({ address }) => {
      const { stream, messages, listen } = rawStream(address)
      listen()
      for (let batch = 0; batch < 100; batch++) {
        const calls = Array.from({ length: 10 }, (_, id) => frame(batch * 10 + id + 1, { what: 'echo' }))
        stream.write({ calls, cancels: [] })
      }
      await eventually(() => assert.equal(messages.flatMap(({ replies }) => replies).length, 1_000))
    }))

  it('ends with INVALID_ARGUMENT at bytes that are no message, and the host lives on', () =>
    withHost({}, async ({ address }) => {
      const client = newClient(address)
      const bytes = (buffer: Buffer) => buffer
      const stream = client.makeBidiStreamRequest(exchange.path, bytes, bytes)
      const ended = new Promise((resolve) => stream.on('status', ({ code }) => resolve(code)))
      stream.on('error', () => undefined)
      stream.resume()
      stream.write(Buffer.from([0xff, 0xff, 0xff]))
      assert.equal(await ended, status.INVALID_ARGUMENT)
      const { code } = await plainCall(client, probeService.ask.path, Buffer.from('{"what":"echo"}'))
      assert.equal(code, status.OK)
    }))

  it('starts no call after it said drain: those are handed back as refused', () =>
    withHost({}, async ({ address, host }) => {
      const { client, stream, messages, listen, ended } = rawStream(address)
      listen()
      stream.write({ calls: [frame(1, { what: 'wait', delayMs: 2_000 })], cancels: [] })
      await eventually(async () => {
        const { answer } = await plainCall(client, probeService.ask.path, Buffer.from('{"what":"report"}'))
        assert.equal(JSON.parse(JSON.parse(String(answer)).text).started, 1)
      })
      const drained = host.drain()
      await eventually(() => assert.ok(messages.some(({ drain }) => drain)))
      stream.write({ calls: [frame(2, { what: 'echo' })], cancels: [] })
      stream.end()
      await drained
      await eventually(() => assert.equal(ended(), status.OK))
      const replies = messages.flatMap((message) => message.replies)
      assert.deepEqual(replies.map(({ id, code, refused }) => [id, code, refused]).toSorted(), [
        [1, status.OK, false],
        [2, status.UNAVAILABLE, true],
      ])
    }))

  it('is renewed at its age without failing a call', () =>
    withHost({ limits: { streamAgeMs: 50 } }, async ({ address }) => {
      let opened = 0
      const onOpened = (message: unknown) => {
        // Node says of a channel's message only that it is unknown.
        const { headers } = message as { headers: Record<string, string> }
        if (headers[':path'] === exchange.path) opened++
      }
      subscribe('http2.server.stream.created', onOpened)
      try {
        await dialing(`ipv4:${address}`, {}, async ({ client }) => {
          for (let asked = 0; opened < 5; asked += 20) {
            assert.ok(asked < 10_000, `${opened} streams opened`)
            await Promise.all(Array.from({ length: 20 }, () => client.ask({ what: 'wait', delayMs: 5 })))
          }
        })
      } finally {
        unsubscribe('http2.server.stream.created', onOpened)
      }
    }))

  it('does not read on from a caller that takes no answers', async () => {
    const callee = await startCallee()
    const { client, stream } = rawStream(callee.address)
    const asked = { what: 'echo', sizeBytes: 50_000 }
    const rssMb = async () => {
      const { answer } = await plainCall(client, probeService.ask.path, Buffer.from('{"what":"report"}'))
      return JSON.parse(JSON.parse(String(answer)).text).rssBytes / 1024 / 1024
    }
    try {
      const before = await rssMb()
      // 1 GB of answers, if all were made; of a busy callee more garbage is not collected yet.
      for (let batch = 0; batch < 200; batch++) {
        stream.write({ calls: Array.from({ length: 100 }, (_, id) => frame(batch * 100 + id + 1, asked)), cancels: [] })
        await new Promise((resolve) => setImmediate(resolve))
      }
      await eventually(async () => {
        const [first, second] = [await rssMb(), await rssMb()]
        assert.ok(Math.abs(first - second) < 5)
      })
      const grown = (await rssMb()) - before
      assert.ok(grown < 500, `the callee has grown by ${Math.round(grown)} MB`)
    } finally {
      await callee.kill()
    }
  })
})

describe('a dialer with the exchange on', () => {
  it('rides unary to a peer that does not serve it', () =>
    withHost({ exchange: false }, ({ address }) =>
      dialing(`ipv4:${address}`, {}, async ({ client, ready }) => {
        await ready()
        assert.equal((await client.ask({ what: 'echo', text: 'fell back' })).text, 'fell back')
      }),
    ))

  it('follows its name to other addresses', () =>
    withHost({}, async ({ address }) => {
      const port = address.split(':')[1]
      let ips = ['127.0.0.2']
      const options = { resolveName: async () => ips, limits: { resolveEveryMs: 50 } }
      await dialing(`dns:///identity:${port}`, options, async ({ client, ready }) => {
        await assert.rejects(ready(), /127\.0\.0\.2/)
        ips = ['127.0.0.1']
        await eventually(ready)
        assert.equal((await client.ask({ what: 'echo', text: 'moved' })).text, 'moved')
      })
    }))

  it('keeps the addresses it knows while the name cannot be resolved', () =>
    withHost({}, async ({ address }) => {
      let resolutions = 0
      const resolveName = async () => {
        resolutions++
        if (resolutions > 1) throw new Error('EAI_AGAIN')
        return ['127.0.0.1']
      }
      const options = { resolveName, limits: { resolveEveryMs: 20 } }
      await dialing(`dns:///identity:${address.split(':')[1]}`, options, async ({ client }) => {
        await client.ask({ what: 'echo' })
        await eventually(() => assert.ok(resolutions > 3))
        assert.equal((await client.ask({ what: 'echo', text: 'still here' })).text, 'still here')
      })
    }))
})
