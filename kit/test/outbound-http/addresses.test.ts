import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { outboundHttp } from '../../src/outbound-http/index.ts'

async function postTo(addresses: readonly string[], port: number) {
  const http = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8', '::1'], resolve: async () => addresses })
  try {
    return await http.post({
      url: `http://hooks.example.com:${port}/`,
      headers: {},
      body: Buffer.from('{}'),
      timeoutMs: 120_000,
      connectTimeoutMs: 60_000,
      responseBytesMax: 1_000,
    })
  } finally {
    await http.close()
  }
}

describe('a name with several addresses', () => {
  it('reaches one that takes longer than a quarter of a second, though the others refuse', async () => {
    const gate = new SharedArrayBuffer(4)
    const receiver = new Worker(new URL('full-queue-thread.ts', import.meta.url), { workerData: gate })
    const [port] = await once(receiver, 'message')
    const queued = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    try {
      await Promise.all(queued.map((socket) => once(socket, 'connect')))
      const posting = postTo(['127.0.0.1', '127.0.0.9', '::1'], port)
      await wait(400)
      Atomics.store(new Int32Array(gate), 0, 1)
      Atomics.notify(new Int32Array(gate), 0)
      const { outcome, error } = await posting
      assert.deepEqual([outcome, error], ['ok', ''])
    } finally {
      for (const socket of queued) socket.destroy()
      await receiver.terminate()
    }
  })

  it('is tried at twelve of them at the most, and tells what the receiver did', async () => {
    let asked = 0
    const server = createServer(() => asked++)
    server.listen(0, '127.0.0.99')
    await once(server, 'listening')
    try {
      const { port } = server.address() as AddressInfo // a TCP server that listens has one
      const refusing = Array.from({ length: 13 }, (_, at) => `127.0.1.${at}`)
      const { outcome, error } = await postTo([...refusing, '127.0.0.99'], port)
      assert.deepEqual([outcome, error, asked], ['connect', 'The connection was refused.', 0])
    } finally {
      server.close()
    }
  })
})
